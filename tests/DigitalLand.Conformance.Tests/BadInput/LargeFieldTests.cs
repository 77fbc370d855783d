using System.Text;
using DigitalLand.Core.Csv;
using DigitalLand.Testing;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>The program as its callers see it: exit codes, stderr, and memory that a resource cannot drive up at will.</summary>
[Collection(BadInputCollection.Name)]
public sealed class LargeFieldTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryDirectory _folder = new();

    public LargeFieldTests() => _folder.Write("pipeline/lookup.csv", "prefix,organisation,reference,entity", "conservation-area,,A,44000001");

    [Fact]
    public async Task A_field_of_many_megabytes_costs_a_few_times_its_size()
    {
        const int size = 64 * Megabyte;
        WriteField(size);

        // Two bytes a character, so eight times the text: the reader's buffer, twice while it grows, and the text in its stages.
        var (exitCode, error) = await ProgramRun.PipelineAsync(_folder.Path, "large", 16L * size);

        Assert.True(exitCode == 0, error);
        var notes = Assert.Single(CsvTable.Read(_folder["transformed.csv"]).Rows, row => row["field"] == "notes");
        Assert.Equal(size, notes["value"].Length);
    }

    [Fact]
    public async Task A_field_of_a_gigabyte_ends_the_run_with_a_sentence_and_leaves_the_earlier_file()
    {
        Assert.SkipUnless(LongTests.Are, "The file of a gigabyte is made with DIGITAL_LAND_LONG_TESTS=1.");
        WriteField(1024 * Megabyte);
        _folder.Write("transformed.csv", "earlier");

        var (exitCode, error) = await ProgramRun.PipelineAsync(_folder.Path, "large", 3L * 1024 * Megabyte);

        Assert.Equal(1, exitCode);
        Assert.Contains("large: Record 2 has more than 536870912 characters, which is more than can be read; a quote that is never closed may be why.", error, StringComparison.Ordinal);
        Assert.Equal("earlier\n", _folder.Read("transformed.csv"));
        Assert.DoesNotContain(_folder.Files(), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resource_that_cannot_be_read_is_no_failure_of_the_program()
    {
        _folder.Write("page", "<!DOCTYPE html><html></html>");

        var (exitCode, error) = await ProgramRun.PipelineAsync(_folder.Path, "page", 256 * Megabyte);

        Assert.Equal(0, exitCode);
        Assert.Contains("page is a web page, not data", error, StringComparison.Ordinal);
        Assert.Empty(CsvTable.Read(_folder["transformed.csv"]).Rows);
        Assert.Equal("failed", Assert.Single(CsvTable.Read(_folder["var/converted-resource/page.csv"]).Rows)["status"]);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteField(int size)
    {
        using var file = File.Create(_folder["large"]);
        file.Write("reference,notes\nA,"u8);
        var megabyte = Encoding.ASCII.GetBytes(new string('x', Megabyte));
        for (var written = 0; written < size; written += Megabyte)
        {
            file.Write(megabyte);
        }
    }
}
