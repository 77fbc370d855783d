using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;

namespace DigitalLand.Collection.Edit;

/// <summary>A file on its way to being changed: what would change can be seen before anything is written.</summary>
public abstract class FileEdit
{
    private readonly (long Length, DateTime Changed)? _seen;

    /// <summary>Remembers how the file looks now, so that a change by somebody else in the meantime is noticed.</summary>
    protected FileEdit(string path)
    {
        Path = path;
        _seen = Look();
    }

    public string Path { get; }

    /// <summary>The lines that would go (-) and come (+); none where nothing would change.</summary>
    public abstract IEnumerable<string> Changes();

    /// <summary>Writes the whole file as it is to be.</summary>
    public abstract void WriteTo(Stream stream);

    /// <summary>
    /// Writes the files of one edit. All are prepared beside their places before the first is moved there; they are moved in the order
    /// given, which is to be one in which every beginning is consistent.
    /// </summary>
    /// <exception cref="RunFailedException">Somebody else changed a file since it was read, and nothing was written; or a file could not be moved, and which says the message.</exception>
    public static void Save(IEnumerable<FileEdit> edits)
    {
        var prepared = new List<(FileEdit Edit, AtomicFile File)>();
        try
        {
            foreach (var edit in edits.Where(edit => edit.Changes().Any()))
            {
                var file = new AtomicFile(edit.Path);
                prepared.Add((edit, file));
                edit.WriteTo(file.Stream);
            }

            if (prepared.Find(pair => pair.Edit.Look() != pair.Edit._seen) is ({ } changed, _))
            {
                throw new RunFailedException($"Nothing was written, because '{changed.Path}' was changed by somebody else in the meantime. Run it again.");
            }

            Move(prepared);
        }
        finally
        {
            prepared.ForEach(pair => pair.File.Dispose());
        }
    }

    /// <summary>A record as a line of a CSV file, without its end.</summary>
    protected static string Line(IEnumerable<string?> fields)
    {
        using var line = new MemoryStream();
        using (var writer = new CsvWriter(line, ""))
        {
            writer.WriteRecord(fields);
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static void Move(List<(FileEdit Edit, AtomicFile File)> prepared)
    {
        for (var i = 0; i < prepared.Count; i++)
        {
            try
            {
                prepared[i].File.CommitDurably();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                var written = i == 0 ? "Nothing was written" : $"Only {string.Join(", ", prepared.Take(i).Select(pair => $"'{pair.Edit.Path}'"))} were written";
                throw new RunFailedException(
                    $"{written}, because '{prepared[i].Edit.Path}' could not be: {error.Message} Mend that and run it again: what is written already is not added twice.", error);
            }
        }
    }

    private (long Length, DateTime Changed)? Look() => new FileInfo(Path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : null;
}
