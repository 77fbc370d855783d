using System.CommandLine;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Packages.Organisations;

namespace DigitalLand.Cli.Commands;

/// <summary>Checks organisation.csv; what is wrong goes into a file, errors to stderr, and the verb succeeds.</summary>
internal static class OrganisationCheckCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var input = Arguments.Text("--input-path", "dataset/organisation.csv", "organisation.csv.");
        var authorities = Arguments.Text("--lpa-path", "var/cache/local-planning-authority.csv", "The entities of local-planning-authority as CSV.");
        var output = Arguments.Text("--output-path", "dataset/organisation-check.csv", "The file to write.");
        var command = new Command("organisation-check", "Check that organisations have the identifiers that they should, each its own.") { input, authorities, output };

        // Accepted because callers write it; nothing is read from it.
        command.Options.Add(new Option<string>("--specification-dir", "-s") { Hidden = true });
        command.SetAction(async (result, cancel) =>
        {
            var issues = OrganisationCheck.Run(CsvTable.Read(result.GetRequiredValue(input)), CsvTable.Read(result.GetRequiredValue(authorities)));
            foreach (var issue in issues.Where(issue => issue.Severity == "error"))
            {
                await surroundings.Error.WriteLineAsync(issue.Sentence.AsMemory(), cancel).ConfigureAwait(false);
            }

            OrganisationCheck.Write(result.GetRequiredValue(output), issues);
            return ExitCode.Ok;
        });
        return command;
    }
}
