using System.CommandLine;
using DigitalLand.Collection.Edit;

namespace DigitalLand.Cli.Commands;

/// <summary>How an edit of the configuration goes on: its changes are shown, somebody agrees, and only then is anything written.</summary>
/// <param name="surroundings">Where changes are shown and questions asked.</param>
/// <param name="asksAlways">
/// Whether a question needs an answer on standard input even when nobody is there, as in the reference's verbs that ask. The others are called by
/// Makefiles, and then write without being asked.
/// </param>
internal sealed class EditOptions(Surroundings surroundings, bool asksAlways = false)
{
    private readonly Option<bool> _dryRun = new("--dry-run", "--preview") { Description = "Show what would change, and write nothing." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do it without asking." };

    public void AddTo(Command command)
    {
        command.Options.Add(_dryRun);
        command.Options.Add(_yes);
    }

    /// <summary>Whether no question is asked, because all are answered or nothing will be written.</summary>
    public bool IsAnswered(ParseResult result) => result.GetValue(_yes) || result.GetValue(_dryRun);

    /// <summary>Asks a question that only the word yes agrees to. A dry run goes on to its end, since it writes nothing.</summary>
    public bool Ask(ParseResult result, string question)
    {
        if (IsAnswered(result) || !(asksAlways || surroundings.IsAttended))
        {
            return true;
        }

        surroundings.Error.Write(question + " (yes/no): ");
        surroundings.Error.Flush();
        return string.Equals(surroundings.In.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Shows each changed file's lines that go (-) and come (+), and writes the files when somebody agrees.</summary>
    /// <param name="result">The options given.</param>
    /// <param name="edits">In the order in which they are to appear.</param>
    /// <returns>False where nothing was written although there were changes.</returns>
    public bool Finish(ParseResult result, IReadOnlyList<FileEdit> edits)
    {
        var changed = edits.Where(Show).ToList();
        if (changed.Count == 0)
        {
            surroundings.Error.WriteLine("Nothing changes.");
            return true;
        }

        if (result.GetValue(_dryRun) || !Ask(result, "Do you want to save these changes?"))
        {
            surroundings.Error.WriteLine("Nothing was written.");
            return false;
        }

        FileEdit.Save(changed);
        surroundings.Error.WriteLine("Written.");
        return true;
    }

    private bool Show(FileEdit edit)
    {
        var isChanged = false;
        foreach (var line in edit.Changes())
        {
            if (!isChanged)
            {
                surroundings.Out.WriteLine(edit.Path);
                isChanged = true;
            }

            surroundings.Out.WriteLine(line);
        }

        return isChanged;
    }
}
