using System.CommandLine;
using DigitalLand.Collection.Edit;

namespace DigitalLand.Cli.Commands;

/// <summary>Shows what an edit of the configuration changes, and writes it unless it is only to be looked at.</summary>
internal static class EditOutcome
{
    public static Option<bool> Preview() => new("--preview") { Description = "Show what would change, and write nothing." };

    /// <summary>Prints each changed file's lines that go (-) and come (+); saves the changed files.</summary>
    public static int Finish(IReadOnlyList<CsvEdit> files, bool isPreview, Surroundings surroundings)
    {
        foreach (var file in files)
        {
            var changes = file.Changes().ToList();
            if (changes.Count == 0)
            {
                continue;
            }

            surroundings.Out.WriteLine(file.Path);
            changes.ForEach(surroundings.Out.WriteLine);
            if (!isPreview)
            {
                file.Save();
            }
        }

        surroundings.Error.WriteLine(isPreview ? "Nothing was written." : "Written.");
        return ExitCode.Ok;
    }
}
