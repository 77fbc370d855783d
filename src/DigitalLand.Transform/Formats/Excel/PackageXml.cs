using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>The few motions through a part's XML that its readers share. Each consumes the element it stands on, end tag included.</summary>
internal static class PackageXml
{
    /// <summary>Namespace of sheets, styles and strings (ECMA-376 part 1, transitional); the strict one is not read, as the reference does not read it.</summary>
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static bool IsElement(this XmlReader xml, string name) =>
        xml.NodeType == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI == Main;

    /// <summary>Moves to the next element of the main namespace with this name, however deep; false at the end.</summary>
    public static bool ReadTo(this XmlReader xml, string name)
    {
        while (xml.Read())
        {
            if (xml.IsElement(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Stands on a child element of the one at <paramref name="depth"/>, or returns false behind the last one, on the end tag.</summary>
    public static bool MoveToChild(this XmlReader xml, int depth)
    {
        while (xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                return true;
            }

            xml.Read();
        }

        return false;
    }

    /// <summary>The element's text up to its first child element, white space as it stands.</summary>
    public static string ReadText(this XmlReader xml)
    {
        var depth = xml.Depth;
        var text = "";
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text = text.Length == 0 ? xml.Value : text + xml.Value;
                xml.Read();
            }

            while (xml.MoveToChild(depth))
            {
                xml.Skip();
            }
        }

        xml.Read();
        return text;
    }
}
