using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>
/// The words that suites may use: all records marked with <see cref="KeywordAttribute"/> in this assembly and in those
/// given.
/// </summary>
/// <remarks>
/// Assemblies are looked through once, when the first word is met. Safe for use by many threads.
/// <example>A team that adds a metric of its own: <code>new Catalog(typeof(MyMetric).Assembly)</code></example>
/// </remarks>
public sealed class Catalog
{
    private readonly Lazy<Type[]> types;
    private readonly ConcurrentDictionary<Type, FrozenDictionary<string, Type>> words = new();
    private readonly ConcurrentDictionary<Type, RecordShape> shapes = new();
    private readonly Lazy<FrozenDictionary<string, ISection>> sections;

    /// <summary>The words of this assembly and of others.</summary>
    /// <param name="assemblies">Assemblies that add words; none by default.</param>
    public Catalog(params Assembly[] assemblies)
    {
        Assemblies = [.. assemblies.Prepend(typeof(Catalog).Assembly).Distinct()];
        types = new Lazy<Type[]>(() => [.. Assemblies.SelectMany(RecordsOf)]);
        sections = new(MakeSections);
    }

    private Catalog(Catalog other, Assembly[] more)
    {
        Assemblies = [.. other.Assemblies, .. more];
        Absent = other.Absent;
        shapes = other.shapes;
        types = new Lazy<Type[]>(() => [.. other.types.Value, .. more.SelectMany(RecordsOf)]);
        sections = new(MakeSections);
    }

    /// <summary>The assemblies that it knows, in the order in which they were given.</summary>
    internal ImmutableArray<Assembly> Assemblies { get; }

    /// <summary>Words of packages that this program lacks, each with what is expected of whoever uses it.</summary>
    internal IReadOnlyDictionary<string, string> Absent { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Every record with a keyword.</summary>
    internal IReadOnlyList<Type> Records => types.Value;

    /// <summary>The words of this catalogue and of further assemblies; this one stays as it is.</summary>
    /// <param name="assemblies">Assemblies that add words; what is here already is passed over.</param>
    public Catalog With(params Assembly[] assemblies)
    {
        Assembly[] more = [.. assemblies.Except(Assemblies)];
        return more.Length == 0 ? this : new Catalog(this, more);
    }

    /// <summary>The records that may stand where an extension point is asked for, by keyword.</summary>
    /// <param name="extensionPoint">An interface, for example that of metrics.</param>
    /// <exception cref="InvalidOperationException">Two records have one keyword.</exception>
    public IReadOnlyDictionary<string, Type> Keywords(Type extensionPoint) =>
        words.GetOrAdd(
            extensionPoint,
            (point, all) =>
            {
                var found = new Dictionary<string, Type>(StringComparer.Ordinal);
                foreach (var type in all.Value.Where(point.IsAssignableFrom))
                {
                    string keyword = type.GetCustomAttribute<KeywordAttribute>()!.Name;
                    if (!found.TryAdd(keyword, type))
                    {
                        throw new InvalidOperationException(
                            $"the keyword '{keyword}' is borne by {found[keyword]} and by {type}"
                        );
                    }
                }

                return found.ToFrozenDictionary(StringComparer.Ordinal);
            },
            types
        );

    /// <summary>The canonical line of a record that is a word of the suite: its keyword and what differs from its defaults.</summary>
    /// <param name="word">The record, for example a metric.</param>
    /// <returns>JSON on one line: <c>"accuracy"</c>, <c>{"numeric_match":{"tolerance":0.01}}</c>.</returns>
    public string Write(object word) => new KeywordWriter(this).Write(word);

    /// <summary>The record that a canonical line stands for.</summary>
    /// <param name="json">The line, as <see cref="Write"/> made it.</param>
    /// <typeparam name="T">Extension point, for example the interface of metrics.</typeparam>
    /// <exception cref="DocumentException">The line holds an unknown word or key, or a value out of its range.</exception>
    public T Read<T>(string json)
    {
        var findings = new FaultCollector();
        var node = YamlComposer.Compose(json, typeof(T).Name, findings);
        var bound = node is null ? default : new Binder(this, findings).Bind<T>(node, "line");
        findings.ThrowIfAny();
        return bound!;
    }

    /// <summary>The section that a room further up reads under a key; null where the key is none.</summary>
    internal ISection? Section(string key) => sections.Value.GetValueOrDefault(key);

    /// <summary>The section that is read into a record; null where the record is no section's.</summary>
    internal ISection? SectionOf(Type record) =>
        sections.Value.Values.FirstOrDefault(section => section.Record == record);

    /// <summary>How a record looks in YAML.</summary>
    internal RecordShape Shape(Type type) => shapes.GetOrAdd(type, record => new RecordShape(record));

    private FrozenDictionary<string, ISection> MakeSections() =>
        Keywords(typeof(ISection))
            .ToFrozenDictionary(word => word.Key, word => (ISection)Activator.CreateInstance(word.Value)!);

    private static IEnumerable<Type> RecordsOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsDefined(typeof(KeywordAttribute), inherit: false));
}
