using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EvalHarness.Yaml;

/// <summary>The XML documentation of types, which ships beside their assembly: the meaning of every word and key.</summary>
internal sealed partial class XmlDocs
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> files = new();

    /// <summary>What a type is, as Markdown; empty when it is not documented.</summary>
    public string Summary(Type type) => Text(Member("T:" + Name(type), type)?.Element("summary"));

    /// <summary>What a parameter of a record means, as Markdown; empty when it is not documented.</summary>
    public string Parameter(Type record, string name) =>
        Text(
            new[] { Member("T:" + Name(record), record) }
                .Concat(Constructors(record))
                .SelectMany(member => member?.Elements("param") ?? [])
                .FirstOrDefault(param => param.Attribute("name")?.Value == name)
        );

    /// <summary>What a member of an enumeration means, as Markdown.</summary>
    public string Member(Type type, string member) =>
        Text(Member($"F:{Name(type)}.{member}", type)?.Element("summary"));

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    /// <summary>Records that check their own values say what their keys mean at the constructor.</summary>
    private IEnumerable<XElement> Constructors(Type record) =>
        files
            .GetOrAdd(record.Assembly, Load)
            .Where(member => member.Key.StartsWith($"M:{Name(record)}.#ctor(", StringComparison.Ordinal))
            .Select(member => member.Value);

    private XElement? Member(string id, Type type) => files.GetOrAdd(type.Assembly, Load).GetValueOrDefault(id);

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        string folder =
            assembly.Location.Length > 0 ? Path.GetDirectoryName(assembly.Location)! : AppContext.BaseDirectory;
        string path = Path.Combine(folder, assembly.GetName().Name + ".xml");
        return !File.Exists(path)
            ? []
            : XDocument
                .Load(path)
                .Descendants("member")
                .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    private static string Text(XElement? element)
    {
        var text = new StringBuilder();
        Append(element, text);
        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    private static void Append(XElement? element, StringBuilder text)
    {
        foreach (var node in element?.Nodes() ?? [])
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement { Name.LocalName: "c" } code:
                    text.Append('`').Append(code.Value).Append('`');
                    break;
                case XElement { Name.LocalName: "paramref" } parameter:
                    text.Append('`').Append(KeyNames.Of(parameter.Attribute("name")!.Value)).Append('`');
                    break;
                case XElement { Name.LocalName: "see" } see:
                    text.Append(see.Attribute("cref")?.Value.Split('.', ':')[^1] ?? see.Value);
                    break;
                case XElement other:
                    Append(other, text);
                    break;
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
