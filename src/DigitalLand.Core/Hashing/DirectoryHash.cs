using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;

namespace DigitalLand.Core.Hashing;

/// <summary>
/// One hash for a folder, by which the plan knows that a specification or a configuration changed: SHA-1 over, for each file
/// in code point order of its relative path, the path, a line feed and the bytes (the reference's <c>hash_directory</c>).
/// </summary>
public static class DirectoryHash
{
    /// <summary>The hash as lower-case hexadecimal; every file below the folder counts, hidden ones too, but none that is just being written.</summary>
    /// <param name="directory">May be a symbolic link to a folder; links inside it are followed to files, not to folders.</param>
    /// <param name="excludedPrefixes">Relative paths that start so do not count.</param>
    /// <exception cref="WrongUseException">There is no such folder.</exception>
    public static string Of(string directory, params ReadOnlySpan<string> excludedPrefixes)
    {
        var paths = new List<string>();
        foreach (var path in Paths(directory))
        {
            if (!StartsWithAny(path, excludedPrefixes))
            {
                paths.Add(path);
            }
        }

        return OfFiles(directory, paths);
    }

    /// <summary>As above, over those files only whose relative paths are wanted.</summary>
    /// <exception cref="WrongUseException">There is no such folder.</exception>
    public static string Of(string directory, IReadOnlySet<string> wanted) => OfFiles(directory, [.. Paths(directory).Where(wanted.Contains)]);

    private static string OfFiles(string directory, List<string> paths)
    {
        paths.Sort(CodePointComparer.Instance);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var buffer = new byte[64 * 1024];
        foreach (var path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n"));
            using var file = File.OpenRead(Path.Combine(directory, path));
            int read;
            while ((read = file.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }

            WorkMeter.Add("files hashed");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Paths(string directory) => Directory.Exists(directory)
        ? Files(directory).Select(file => Path.GetRelativePath(directory, file))
        : throw new WrongUseException($"There is no folder '{directory}' to hash.");

    private static FileSystemEnumerable<string> Files(string directory)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        return new FileSystemEnumerable<string>(directory, (ref entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && !UnfinishedFile.IsNamed(entry.FileName),
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
    }

    private static bool StartsWithAny(string path, ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
