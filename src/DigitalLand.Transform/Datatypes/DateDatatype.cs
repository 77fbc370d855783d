using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// A calendar date (the specification's <c>datetime</c>), written in any of the fifty ways that providers have been seen to use, kept as <c>YYYY-MM-DD</c>.
/// It lies between 1799-12-31 and the same day fifty years from today, both included.
/// </summary>
public sealed class DateDatatype : Datatype
{
    private const int YearsAhead = 50;
    private static readonly DateOnly Earliest = new(1799, 12, 31);

    private readonly string _field;
    private readonly DateOnly _latest;

    /// <param name="field">Named in messages.</param>
    /// <param name="clock">Asked once, for today's date in UTC.</param>
    public DateDatatype(string field, TimeProvider clock)
    {
        _field = field;
        _latest = clock.Today().AddYears(YearsAhead);
    }

    public override Normalised Normalise(string value)
    {
        var text = PythonText.Strip(value.AsSpan()).Trim("\",");
        if (CommonDate.TryParse(text, out var date) && date >= Earliest && date <= _latest)
        {
            return Normalised.Clean(IsIso(text) ? text.Length == value.Length ? value : text.ToString() : Iso(date));
        }

        var shortened = text.ToString();
        if (!DateParser.TryParse(ref shortened, out date))
        {
            return Normalised.Rejected("invalid date", value, $"{_field} must be a real date");
        }

        if (date < Earliest)
        {
            return Normalised.Rejected("far-past-date", value, $"{shortened} is before {Iso(Earliest)}");
        }

        return date > _latest
            ? Normalised.Rejected("far-future-date", value, $"{shortened} is after {Iso(_latest)}")
            : Normalised.Clean(Iso(date));
    }

    /// <summary>Of a text that has been read as a date: whether it is the ten characters that are kept.</summary>
    private static bool IsIso(ReadOnlySpan<char> text) => text.Length == 10 && text[4] == '-';

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
