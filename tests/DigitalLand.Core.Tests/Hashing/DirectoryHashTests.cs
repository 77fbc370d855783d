using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Hashing;

public sealed class DirectoryHashTests : IDisposable
{
    // By the reference's hash_directory over the folder below.
    private const string Known = "9d2a33d83e9171c6d00c9daca10d375aa5e585f3";

    private readonly TemporaryDirectory _folder = new();

    public DirectoryHashTests()
    {
        Directory.CreateDirectory(_folder["b"]);
        Directory.CreateDirectory(_folder[".hid"]);
        _folder.WriteBytes("b/x.csv", [.. "one"u8]);
        _folder.WriteBytes("b.csv", [.. "two\n"u8]);
        _folder.WriteBytes(".hid/é");
        _folder.WriteBytes("Z", (byte)'Z');
    }

    [Fact]
    public void Every_file_counts_hidden_ones_too_in_code_point_order() => Assert.Equal(Known, DirectoryHash.Of(_folder.Path));

    [Fact]
    public void A_file_that_is_being_written_or_was_when_its_process_was_killed_does_not_count()
    {
        using var unfinished = UnfinishedFile.Create(_folder["b"], "x.csv");
        unfinished.Write("half"u8);
        unfinished.Flush();

        Assert.Equal(Known, DirectoryHash.Of(_folder.Path));
    }

    [Fact]
    public void Paths_that_start_with_an_excluded_prefix_do_not_count() => Assert.Equal("985be4959995b54a5faec4ba47fd3e1aeb4d07be", DirectoryHash.Of(_folder.Path, "b", "Z"));

    [Fact]
    public void An_empty_folder_has_the_hash_of_nothing()
    {
        using var empty = new TemporaryDirectory();
        Directory.CreateDirectory(empty["folders/do/not/count"]);
        Assert.Equal("da39a3ee5e6b4b0d3255bfef95601890afd80709", DirectoryHash.Of(empty.Path));
    }

    [Fact]
    public void A_link_to_a_folder_is_hashed_as_the_folder()
    {
        using var other = new TemporaryDirectory();
        File.CreateSymbolicLink(other["link"], _folder.Path);
        Assert.Equal(Known, DirectoryHash.Of(other["link"]));
    }

    [Fact]
    public void Links_inside_are_followed_to_files_and_not_to_folders()
    {
        using var other = new TemporaryDirectory();
        File.Move(_folder["Z"], other["z"]);
        File.CreateSymbolicLink(_folder["Z"], other["z"]);
        File.CreateSymbolicLink(_folder["a-link"], other.Path);
        File.CreateSymbolicLink(_folder["b/circle"], _folder.Path);
        Assert.Equal(Known, DirectoryHash.Of(_folder.Path));
    }

    [Fact]
    public void Renaming_moving_and_editing_change_the_hash()
    {
        File.Move(_folder["Z"], _folder["Y"]);
        var renamed = DirectoryHash.Of(_folder.Path);
        File.Move(_folder["Y"], _folder["b/Z"]);
        var moved = DirectoryHash.Of(_folder.Path);
        File.Move(_folder["b/Z"], _folder["Z"]);
        File.AppendAllText(_folder["b.csv"], " ");
        Assert.Equal(4, new[] { Known, renamed, moved, DirectoryHash.Of(_folder.Path) }.Distinct().Count());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_wrong_use() =>
        Assert.Equal($"There is no folder '{_folder["none"]}' to hash.", Assert.Throws<WrongUseException>(() => DirectoryHash.Of(_folder["none"])).Message);

    public void Dispose() => _folder.Dispose();
}
