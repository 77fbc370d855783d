using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>The workbook's table of texts, which cells name by number.</summary>
internal static class SharedStrings
{
    /// <summary>Reads the table. <c>x005F_</c>, the escape of an underscore, is taken out and other escapes stay, as openpyxl leaves them.</summary>
    /// <exception cref="InvalidDataException">The texts are longer than a workbook may hold.</exception>
    public static List<string> Read(XmlReader xml)
    {
        var strings = new List<string>();
        var length = 0L;
        var more = xml.ReadTo("si");
        while (more)
        {
            var text = RichText.Read(xml).Replace("x005F_", "", StringComparison.Ordinal);
            length += text.Length;
            if (length > WorkbookLimits.TextLength)
            {
                throw new InvalidDataException("The workbook's texts are too long.");
            }

            strings.Add(text);
            more = xml.IsElement("si") || xml.ReadTo("si");
        }

        return strings;
    }
}
