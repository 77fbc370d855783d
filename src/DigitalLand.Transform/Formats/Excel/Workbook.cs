using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Finds in a package what is needed to read its first sheet: the sheet's part, the shared texts, the number formats and the epoch
/// (openpyxl <c>load_workbook</c>, read-only with cached values). Formulas are never evaluated and links to other files never followed.
/// </summary>
internal sealed class Workbook
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Content types of the main part, in the order in which they are looked for: templates first.</summary>
    private static readonly string[] MainTypes =
    [
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ];

    private const string SharedStringsType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml";

    private Workbook(string sheetPart, List<string> strings, NumberFormats formats, bool epoch1904)
    {
        SheetPart = sheetPart;
        Strings = strings;
        Formats = formats;
        Epoch1904 = epoch1904;
    }

    /// <summary>The part of the first sheet that is not a chart.</summary>
    public string SheetPart { get; }

    public IReadOnlyList<string> Strings { get; }

    public NumberFormats Formats { get; }

    /// <summary>Whether days are counted from 1904, as old Macintosh workbooks do, and not from 1900.</summary>
    public bool Epoch1904 { get; }

    /// <exception cref="InvalidDataException">A part that is named is missing, or there is no sheet.</exception>
    public static Workbook Read(OpenPackage package)
    {
        var types = ContentTypes(package);
        var mainPart = MainTypes.Select(type => types.Find(item => item.Type == type).Part).FirstOrDefault(part => part is not null)
            ?? throw new InvalidDataException("The archive holds no workbook.");
        var (sheets, epoch1904) = Main(package, mainPart);
        var sheet = FirstSheet(package, sheets, Targets(package, mainPart));
        var strings = new List<string>();
        if (types.Find(item => item.Type == SharedStringsType).Part is { } stringsPart)
        {
            using var xml = package.Read(stringsPart);
            strings = SharedStrings.Read(xml);
        }

        using var styles = package.TryRead("xl/styles.xml");
        return new Workbook(sheet, strings, styles is null ? NumberFormats.None : NumberFormats.Read(styles), epoch1904);
    }

    private static List<(string? Type, string? Part)> ContentTypes(OpenPackage package)
    {
        var types = new List<(string?, string?)>();
        var isDefault = false;
        using var xml = package.Read("[Content_Types].xml");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Override" } && xml.GetAttribute("PartName") is { Length: > 0 } part)
            {
                types.Add((xml.GetAttribute("ContentType"), part[1..]));
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "Default" })
            {
                isDefault |= MainTypes.Contains(xml.GetAttribute("ContentType"));
            }
        }

        if (isDefault)
        {
            // Some writers make the workbook's type the default of every .xml part.
            types.Add((MainTypes[^1], "xl/workbook.xml"));
        }

        return types;
    }

    private static (List<string> SheetIds, bool Epoch1904) Main(OpenPackage package, string part)
    {
        var sheets = new List<string>();
        var epoch1904 = false;
        using var xml = package.Read(part);
        while (xml.Read())
        {
            if (xml.IsElement("sheet") && xml.GetAttribute("id", Relationships) is { Length: > 0 } id)
            {
                sheets.Add(id);
            }
            else if (xml.IsElement("workbookPr"))
            {
                epoch1904 = xml.GetAttribute("date1904") is "1" or "true" or "t";
            }
        }

        return (sheets, epoch1904);
    }

    private static Dictionary<string, (string Part, bool IsChart)> Targets(OpenPackage package, string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        var targets = new Dictionary<string, (string, bool)>();
        using var xml = package.Read($"{folder}_rels/{part[folder.Length..]}.rels");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                var isChart = xml.GetAttribute("Type")?.Contains("chartsheet", StringComparison.Ordinal) ?? false;
                targets[id] = (Resolve(folder, target), isChart);
            }
        }

        return targets;
    }

    private static string FirstSheet(OpenPackage package, List<string> ids, Dictionary<string, (string Part, bool IsChart)> targets)
    {
        foreach (var id in ids)
        {
            if (!targets.TryGetValue(id, out var target))
            {
                throw new InvalidDataException($"The workbook names a sheet {id} and does not say where it is.");
            }

            if (!target.IsChart && package.Has(target.Part))
            {
                return target.Part;
            }
        }

        throw new InvalidDataException("The workbook has no sheet.");
    }

    /// <summary>A target as the name of a part: relative to the folder, or absolute from a leading slash.</summary>
    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return target[1..];
        }

        var steps = new List<string>();
        foreach (var step in (folder + target).Split('/'))
        {
            if (step == ".." && steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step is not ("" or "."))
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
