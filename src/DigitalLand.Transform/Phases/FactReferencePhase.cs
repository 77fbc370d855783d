using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Sees which facts refer to another thing: those of fields whose typology is a kind of thing. A value written as a CURIE
/// (<c>prefix:reference</c>) says which; otherwise the field's name is the prefix.
/// </summary>
public sealed class FactReferencePhase : SingleFactPhase
{
    private static readonly HashSet<string> Things = new(StringComparer.Ordinal) { "category", "document", "geography", "organisation", "policy", "legal-instrument" };

    private static readonly PythonRegex Curie = new(@"[A-Za-z0-9_-]+:[A-Za-z0-9_-].*\Z");

    /// <summary>Field to what its values refer to; null for fields that hold plain values.</summary>
    private readonly OfField<Remembered<(string Prefix, string Reference)>?> _references;

    public FactReferencePhase(Specification specification) => _references = new(field => PrefixOf(specification, field) is { } prefix ? new(value => ReferenceOf(prefix, value)) : null);

    internal override bool Pass(Fact fact)
    {
        if (_references[fact.Field] is { } references)
        {
            (fact.Prefix, fact.Reference) = references.Of(fact.Value);
        }

        return true;
    }

    private static (string Prefix, string Reference) ReferenceOf(string fieldPrefix, string value)
    {
        var (prefix, reference) = Split(value);
        return (prefix.Length > 0 ? prefix : fieldPrefix, reference);
    }

    /// <summary>A value with a line end inside is never a CURIE, nor is one with anything but a word before the colon and after it.</summary>
    private static (string Prefix, string Reference) Split(string value)
    {
        if (!value.Contains(':', StringComparison.Ordinal) || !Curie.IsMatch(value))
        {
            return ("", value);
        }

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        return (value[..colon], value[(colon + 1)..]);
    }

    private static string? PrefixOf(Specification specification, string field)
    {
        if (!Things.Contains(specification.TypologyOf(field)))
        {
            return null;
        }

        return specification.FindField(field)!.Prefix is { Length: > 0 } own ? own : field;
    }
}
