using System.Buffers;
using System.Text;
using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>The few motions through a part's XML that its readers share. Each consumes the element it stands on, end tag included.</summary>
internal static class PackageXml
{
    /// <summary>Namespace of sheets, styles and strings (ECMA-376 part 1, transitional); the strict one is not read, as the reference does not read it.</summary>
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const int PieceLength = 1024;

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
    /// <exception cref="InvalidDataException">It is longer than any text may be.</exception>
    public static string ReadText(this XmlReader xml)
    {
        var depth = xml.Depth;
        var text = "";
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            text = ReadPieces(xml);
            while (xml.MoveToChild(depth))
            {
                xml.Skip();
            }
        }

        xml.Read();
        return text;
    }

    /// <summary>Joins the text nodes from here on, in pieces: one node can be as long as its part.</summary>
    private static string ReadPieces(XmlReader xml)
    {
        var buffer = ArrayPool<char>.Shared.Rent(PieceLength);
        try
        {
            var used = 0;
            StringBuilder? longer = null;
            while (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                while (xml.ReadValueChunk(buffer, used, buffer.Length - used) is var read and > 0)
                {
                    used += read;
                    if (used == buffer.Length)
                    {
                        longer = (longer ?? new StringBuilder()).Append(buffer);
                        used = 0;
                        if (longer.Length > WorkbookLimits.OneText)
                        {
                            throw new InvalidDataException($"A text of the workbook is longer than {WorkbookLimits.OneText} characters.");
                        }
                    }
                }

                xml.Read();
            }

            return longer is null ? new string(buffer, 0, used) : longer.Append(buffer, 0, used).ToString();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
