namespace DigitalLand.Core.Text;

/// <summary>
/// A path as Python's <c>pathlib</c> prints it: no repeated or trailing slashes and no single dots. Paths that are printed
/// for other programs have this form.
/// </summary>
public static class PythonPath
{
    public static string Of(string path)
    {
        var parts = path.Split('/').Where(part => part.Length > 0 && part != ".");
        var relative = string.Join('/', parts);
        return path.StartsWith('/') ? "/" + relative : relative.Length > 0 ? relative : ".";
    }
}
