namespace DigitalLand.Transform.Datatypes;

/// <summary>The English names that dates are read with. No name begins with another of its list, so the first that fits is the one.</summary>
internal static class DateNames
{
    public static readonly string[] ShortDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static readonly string[] ShortMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];
}
