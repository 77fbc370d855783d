namespace DigitalLand.Core.Configurations;

/// <summary>
/// The form in which column names are compared: <c>Site Reference</c> and <c>site_reference</c>... each provider has a spelling.
/// </summary>
public static class ColumnName
{
    /// <summary>
    /// <c>_</c> becomes <c>-</c>, letters become lower case, and everything but <c>a-z 0-9 -</c> goes: spaces, dots, accents
    /// (the reference's <c>MapPhase</c>).
    /// </summary>
    public static string Normalise(string name)
    {
        Span<char> kept = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            var lower = c == '_' ? '-' : char.ToLowerInvariant(c);
            if (lower is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            {
                kept[length++] = lower;
            }
        }

        return new string(kept[..length]);
    }
}
