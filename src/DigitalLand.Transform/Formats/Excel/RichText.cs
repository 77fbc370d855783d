using System.Text;
using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>The plain text of a string item: its own text and that of its formatted runs; phonetic hints are left out.</summary>
internal static class RichText
{
    /// <summary>Reads the item that the reader stands on (<c>si</c> or <c>is</c>), end tag included.</summary>
    public static string Read(XmlReader xml)
    {
        var depth = xml.Depth;
        var plain = "";
        StringBuilder? runs = null;
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.MoveToChild(depth))
            {
                if (xml.IsElement("t"))
                {
                    plain = xml.ReadText();
                }
                else if (xml.IsElement("r"))
                {
                    (runs ??= new StringBuilder()).Append(ReadRun(xml));
                }
                else
                {
                    xml.Skip();
                }
            }
        }

        xml.Read();
        return runs is null ? plain : plain + runs;
    }

    private static string ReadRun(XmlReader xml)
    {
        var depth = xml.Depth;
        var text = "";
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.MoveToChild(depth))
            {
                if (xml.IsElement("t"))
                {
                    text = xml.ReadText();
                }
                else
                {
                    xml.Skip();
                }
            }
        }

        xml.Read();
        return text;
    }
}
