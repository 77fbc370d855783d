using DigitalLand.Collection.Edit;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Edit;

public sealed class FileEditTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_somebody_else_changed_stays_and_so_do_the_others()
    {
        var (one, two) = (Edit("one.csv"), Edit("two.csv"));
        _folder.Write("two.csv", "a\nchanged\n");
        Assert.Contains("two.csv", Assert.Throws<RunFailedException>(() => FileEdit.Save([one, two])).Message, StringComparison.Ordinal);
        Assert.Equal("a\n1\n", File.ReadAllText(_folder["one.csv"]));
        AssertNothingLeft();
    }

    [Fact]
    public void What_cannot_be_prepared_changes_no_file()
    {
        var (one, two) = (Edit("one.csv"), new Failing(_folder["two.csv"]));
        Assert.Throws<IOException>(() => FileEdit.Save([one, two]));
        Assert.Equal("a\n1\n", File.ReadAllText(_folder["one.csv"]));
        AssertNothingLeft();
    }

    [Fact]
    public void What_cannot_be_moved_into_place_says_what_was_written_and_what_to_do()
    {
        var (one, two) = (Edit("one.csv"), new CopyEdit(_folder["two"], _folder.Write("source", "x")));
        Directory.CreateDirectory(_folder["two"]);
        var message = Assert.Throws<RunFailedException>(() => FileEdit.Save([one, two])).Message;
        Assert.Contains($"Only '{_folder["one.csv"]}' were written", message, StringComparison.Ordinal);
        Assert.Contains("run it again", message, StringComparison.Ordinal);
        Assert.Equal("a\r\n1\r\n2\r\n", File.ReadAllText(_folder["one.csv"]));
        AssertNothingLeft();
    }

    [Fact]
    public void A_file_that_does_not_change_is_not_touched()
    {
        var path = _folder.Write("one.csv", "a\n1\n");
        FileEdit.Save([CsvEdit.Open(path)]);
        Assert.Equal("a\n1\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_list_that_is_made_anew_shows_what_goes_and_what_comes()
    {
        var path = _folder.Write("log.csv", "a,b\n1,x\n2,y\n2,y\n");
        var edit = new ListEdit(path, ["a", "b"], [["1", "x"], ["2", "y"], ["3", "z,"]]);
        Assert.Equal(["-2,y", "+3,\"z,\""], edit.Changes());
        FileEdit.Save([edit]);
        Assert.Equal("a,b\r\n1,x\r\n2,y\r\n3,\"z,\"\r\n", File.ReadAllText(path));
    }

    [Fact]
    public void What_was_fetched_never_replaces_what_is_there()
    {
        var path = _folder.Write("resource/r", "kept");
        FileEdit.Save([new CopyEdit(path, _folder.Write("source", "other"))]);
        Assert.Equal("kept", File.ReadAllText(path));
    }

    private CsvEdit Edit(string name)
    {
        var edit = CsvEdit.Open(_folder.Write(name, "a\n1\n"));
        edit.Add(new Dictionary<string, string> { ["a"] = "2" });
        return edit;
    }

    private void AssertNothingLeft() => Assert.Empty(Directory.EnumerateFiles(_folder.Path, ".*"));

    private sealed class Failing(string path) : FileEdit(path)
    {
        public override IEnumerable<string> Changes() => ["+"];

        public override void WriteTo(Stream stream) => throw new IOException("No space left on device");
    }
}
