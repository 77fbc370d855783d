using System.Globalization;
using DigitalLand.Core.Files;

namespace DigitalLand.Cli.SampleCountry;

/// <summary>
/// The port on which a night's folder knows the sample country. An endpoint is known by the hash of its URL, and the URL holds
/// the port: only the same port makes tomorrow's endpoints the same as today's.
/// </summary>
internal sealed class RememberedPort(string directory)
{
    private readonly string _path = Path.Combine(directory, "sample-country.port");

    /// <summary>The port of the last run in this folder, or null where there was none.</summary>
    public int? Read() =>
        File.Exists(_path) && int.TryParse(File.ReadAllText(_path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : null;

    public void Forget() => File.Delete(_path);

    public void Write(int port) => AtomicFile.WriteAllBytes(_path, System.Text.Encoding.ASCII.GetBytes($"{port}\n"));
}
