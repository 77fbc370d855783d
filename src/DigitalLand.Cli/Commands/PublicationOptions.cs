using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Cli.Commands;

/// <summary>What the verbs that publish have in common.</summary>
internal sealed class PublicationOptions
{
    public Argument<string> Dataset { get; } = new("dataset") { Description = "The dataset." };

    public Option<string> Directory { get; } = Arguments.Text("--directory", ".", "The collection's folder, with dataset/, built/ and publication/ in it.");

    public Option<string> By { get; } = Arguments.Text("--by", Environment.UserName, "Who does this; kept with the version.");

    public Option<int> Keep { get; } = KeepOption();

    public Option<string?> Archive { get; } = new("--archive") { Description = "Publish in this archive, a folder or s3://bucket/prefix, instead of the collection's folder." };

    public Option<string?> Collection { get; } = new("--collection") { Description = "The collection's name in the archive; the folder's name when left out." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Dataset);
        foreach (var option in new Option[] { Directory, By, Keep, Archive, Collection })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Works on the store that the options name, and closes it.</summary>
    public async Task<T> OnStoreAsync<T>(ParseResult result, Func<IPublicationStore, Task<T>> work)
    {
        var root = Path.GetFullPath(Arguments.ExistingDirectory(result.GetRequiredValue(Directory)));
        if (result.GetValue(Archive) is not { } location)
        {
            return await work(new FolderStore(root)).ConfigureAwait(false);
        }

        using var archive = Archives.Open(location);
        return archive is IPointerArchive pointers
            ? await work(new ArchiveStore(pointers, result.GetValue(Collection) ?? Path.GetFileName(root))).ConfigureAwait(false)
            : throw new WrongUseException($"Nothing can be published in '{location}': it has no pointers.");
    }

    private static Option<int> KeepOption()
    {
        var keep = new Option<int>("--keep") { Description = "How many versions before the live one are kept.", DefaultValueFactory = _ => 3 };
        keep.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, out var count) && count >= 1))
            {
                result.AddError("--keep takes a number from 1 on: the version before the live one is what a rollback needs.");
            }
        });
        return keep;
    }
}
