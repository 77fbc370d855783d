using System.CommandLine;
using DigitalLand.Cli.Expect;
using DigitalLand.Cli.Tasks;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages.Organisations;

namespace DigitalLand.Cli.Commands;

/// <summary>Makes organisation.csv of the datasets of organisations: published ones, dumped entries, or flattened entries, the first that is given.</summary>
internal static class OrganisationCreateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var flattened = new Option<string?>("--flattened-dir") { Description = "Folder of flattened entries, a CSV file a dataset." };
        var entries = new Option<string?>("--dataset-dir") { Description = "Folder of dumped entries, a CSV file a dataset." };
        var download = new Option<string?>("--download-url") { Description = "Fetch the dumped entries from below this URL into --cache-dir first." };
        var cache = Arguments.Text("--cache-dir", "var/cache/organisation/", "Folder for what is fetched.");
        var specificationDir = Arguments.Text("--specification-dir", "specification/", "Folder of the specification.", "-s");
        var output = new Option<string>("--output-path") { Description = "The file to write.", Required = true };
        var archive = Arguments.Text(
            "--archive",
            Environment.GetEnvironmentVariable(TaskArchive.Variable) ?? "",
            $"Folder or s3://bucket/prefix to bring specification and --dataset-dir from and to keep the file in; also {TaskArchive.Variable}.");
        var command = new Command("organisation-create", "Make organisation.csv of the datasets of organisations.") { flattened, entries, download, cache, specificationDir, output, archive };
        command.SetAction(async (result, cancel) =>
        {
            using var store = result.GetRequiredValue(archive) is { Length: > 0 } location ? Archives.Open(location) : null;
            var shared = store is null ? null : new OrganisationArchive(store);
            await (shared?.BringAsync(result.GetRequiredValue(specificationDir), result.GetValue(entries), cancel) ?? Task.CompletedTask).ConfigureAwait(false);
            var specification = Specification.Load(result.GetRequiredValue(specificationDir));
            var path = result.GetRequiredValue(output);
            var outcome = result.GetValue(download) is { Length: > 0 } url
                ? OrganisationPackage.CreateFromEntries(await FetchAsync(url, result.GetRequiredValue(cache), specification, surroundings, cancel).ConfigureAwait(false), specification, path)
                : result.GetValue(entries) is { Length: > 0 } entriesDir ? OrganisationPackage.CreateFromEntries(Arguments.ExistingDirectory(entriesDir), specification, path)
                : result.GetValue(flattened) is { Length: > 0 } flattenedDir ? OrganisationPackage.CreateFromFlattened(Arguments.ExistingDirectory(flattenedDir), specification, path)
                : throw new WrongUseException("Say where the organisations come from: --download-url, --dataset-dir or --flattened-dir.");
            await (shared?.KeepAsync(path, cancel) ?? Task.CompletedTask).ConfigureAwait(false);
            foreach (var missing in outcome.Missing)
            {
                await surroundings.Error.WriteLineAsync($"There is no file '{missing}'.").ConfigureAwait(false);
            }

            await surroundings.Error.WriteLineAsync($"Wrote {outcome.Organisations:N0} organisations to {path}").ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<string> FetchAsync(string url, string directory, Specification specification, Surroundings surroundings, CancellationToken cancel)
    {
        var uri = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : throw new WrongUseException($"'{url}' is not an http or https URL.");
        using var client = ServiceHttp.Create(uri);
        foreach (var dataset in await OrganisationDownload.FetchAsync(client, uri, specification, directory, surroundings.Clock, cancel).ConfigureAwait(false))
        {
            await surroundings.Error.WriteLineAsync($"The dataset '{dataset}' is not published below {url}").ConfigureAwait(false);
        }

        return directory;
    }
}
