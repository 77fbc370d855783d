namespace DigitalLand.Transform.Lookups;

/// <summary>Older organisation codes carried the country; lookups compare without it.</summary>
internal static class Organisations
{
    /// <summary><c>local-authority-eng:DNC</c> is <c>local-authority:DNC</c>.</summary>
    public static string WithoutCountry(string organisation) => organisation.Replace("local-authority-eng", "local-authority", StringComparison.Ordinal);
}
