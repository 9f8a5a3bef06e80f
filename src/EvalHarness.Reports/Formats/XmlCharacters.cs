using System.Text;
using System.Xml;

namespace EvalHarness.Reports.Formats;

/// <summary>Texts from outside in XML.</summary>
internal static class XmlCharacters
{
    /// <summary>Names come from files: what XML cannot hold is left out, whole characters beyond the first plane stay.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
        }

        return clean.ToString();
    }
}
