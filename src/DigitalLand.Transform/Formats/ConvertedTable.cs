using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Formats;

/// <summary>A resource as CSV records, whatever it was before, and the temporary files behind it.</summary>
public sealed class ConvertedTable(CsvReader reader, TemporaryFolder folder) : IDisposable
{
    public CsvReader Reader { get; } = reader;

    public void Dispose()
    {
        Reader.Dispose();
        folder.Dispose();
    }
}

/// <summary>A folder of one conversion: made when a file in it is first asked for, gone when it is disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private string? _path;

    public string File(string name) => Path.Combine(_path ??= Directory.CreateTempSubdirectory("digital-land-").FullName, name);

    public void Dispose()
    {
        if (_path is not null)
        {
            Directory.Delete(_path, recursive: true);
        }
    }
}
