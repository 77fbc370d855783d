using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>What a cell's number counts; the style's number format says it.</summary>
internal enum NumberMeaning
{
    Number,

    /// <summary>Days since the workbook's epoch.</summary>
    Date,

    /// <summary>Days as a length of time, from a format such as <c>[h]:mm</c>.</summary>
    Duration,
}

/// <summary>
/// Tells dates and durations from numbers by the number format of a cell's style (openpyxl <c>is_date_format</c> and
/// <c>is_timedelta_format</c>): a serial number is a date exactly where its format names a part of one.
/// </summary>
internal sealed partial class NumberFormats
{
    /// <summary>Numbers of the built-in formats that name a part of a date (ECMA-376 part 1, 18.8.30); 46 is <c>[h]:mm:ss</c>.</summary>
    private static readonly FrozenSet<int> BuiltInDates = FrozenSet.Create(14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47);

    private const int BuiltInDuration = 46;

    private readonly NumberMeaning[] _meanings;

    private NumberFormats(NumberMeaning[] meanings) => _meanings = meanings;

    /// <summary>For a workbook without styles: everything is a number.</summary>
    public static NumberFormats None { get; } = new([]);

    public NumberMeaning this[int style] => (uint)style < (uint)_meanings.Length ? _meanings[style] : NumberMeaning.Number;

    /// <summary>Reads the part of styles: custom formats, and the format number of each cell style.</summary>
    public static NumberFormats Read(XmlReader xml)
    {
        var custom = new Dictionary<int, string>();
        var styles = new List<int>();
        // Formats and style records also stand in lists that no cell refers to, for named and conditional styles.
        var list = "";
        while (xml.Read())
        {
            if (xml.Depth == 1)
            {
                list = xml.LocalName;
            }
            else if (list == "numFmts" && xml.IsElement("numFmt"))
            {
                custom[Number(xml)] = xml.GetAttribute("formatCode") ?? "";
            }
            else if (list == "cellXfs" && xml.IsElement("xf"))
            {
                styles.Add(Number(xml));
            }
        }

        return new NumberFormats([.. styles.Select(number => custom.TryGetValue(number, out var code) ? Meaning(code) : BuiltInMeaning(number))]);
    }

    /// <summary>Judges a format by its first section, without quoted texts and bracketed conditions.</summary>
    public static NumberMeaning Meaning(string code)
    {
        var text = code.Split(';')[0];
        if (!DatePart().IsMatch(Ignored().Replace(text, "")))
        {
            return NumberMeaning.Number;
        }

        return Elapsed().IsMatch(text) ? NumberMeaning.Duration : NumberMeaning.Date;
    }

    private static NumberMeaning BuiltInMeaning(int number) =>
        number == BuiltInDuration ? NumberMeaning.Duration
        : BuiltInDates.Contains(number) ? NumberMeaning.Date
        : NumberMeaning.Number;

    private static int Number(XmlReader xml) => int.Parse(xml.GetAttribute("numFmtId") ?? "0", NumberStyles.Integer, CultureInfo.InvariantCulture);

    [GeneratedRegex(@""".*?""|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"(?<![_\\])[dmhysDMHYS]")]
    private static partial Regex DatePart();

    [GeneratedRegex(@"\[(?:hh?|mm?|ss?)\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Elapsed();
}
