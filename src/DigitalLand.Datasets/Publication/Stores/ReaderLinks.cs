namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>
/// The paths by which readers know a dataset: symbolic links through <c>live</c>. They are made once, and do not change when a version is
/// published.
/// </summary>
internal sealed class ReaderLinks(string root, string dataset, IPublicationFiles files)
{
    /// <summary>Makes the links that are missing; a plain file in the place of one goes in the same instant.</summary>
    public void Ensure(IEnumerable<string> paths) => Ensure(paths, _ => true);

    /// <summary>As <see cref="Ensure(IEnumerable{string})"/>, but leaves plain files where they stand.</summary>
    public void EnsureUnlessStanding(IEnumerable<string> paths) => Ensure(paths, path => !IsPlainFile(path));

    /// <summary>Removes links, and nothing but links of ours.</summary>
    public void Remove(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => TargetOf(path) == Target(path)))
        {
            files.DeleteFile(At(path));
        }
    }

    /// <summary>The plain files that stand in these places.</summary>
    public List<(string Path, string Source)> Standing(IEnumerable<string> paths) => [.. paths.Where(IsPlainFile).Select(path => (path, At(path)))];

    private void Ensure(IEnumerable<string> paths, Predicate<string> wanted)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths.Where(path => TargetOf(path) != Target(path) && wanted(path)))
        {
            var folder = Path.GetDirectoryName(At(path))!;
            var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.link");
            files.CreateFolder(folder);
            files.DeleteFile(temporary);
            files.Link(Target(path), temporary);
            files.Rename(temporary, At(path));
            folders.Add(folder);
        }

        foreach (var folder in folders)
        {
            files.FlushFolder(folder);
        }
    }

    private string At(string path) => Path.Combine(root, path);

    private string? TargetOf(string path) => new FileInfo(At(path)).LinkTarget;

    private bool IsPlainFile(string path) => TargetOf(path) is null && File.Exists(At(path));

    /// <summary>Relative, so that the collection's folder can be moved or mounted elsewhere.</summary>
    private string Target(string path) => string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/'))) + $"publication/{dataset}/live/{path}";
}
