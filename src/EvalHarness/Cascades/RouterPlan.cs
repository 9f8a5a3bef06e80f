using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;

namespace EvalHarness.Cascades;

/// <summary>A router by slice for use: learnt from all recorded answers.</summary>
/// <param name="By">The field of the sample that decides.</param>
/// <param name="Slices">Its values, those first in which the second model leads most.</param>
/// <param name="OtherwiseThen">Whether values that were never seen go to the second model.</param>
public sealed partial record RouterPlan(string By, ImmutableArray<RoutedSlice> Slices, bool OtherwiseThen)
{
    /// <summary>The values that are sent elsewhere than all others, in the order of the alphabet.</summary>
    public ImmutableArray<string> Exceptions =>
        [
            .. Slices
                .Where(slice => slice.ToThen != OtherwiseThen)
                .Select(slice => slice.Value)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The keys of <c>provider: router</c> that do this, a key a line, without indentation.</summary>
    /// <param name="first">Name of the first model.</param>
    /// <param name="then">Name of the second.</param>
    /// <returns>Null where all go to the same model: that needs no router.</returns>
    public string? Yaml(string first, string then)
    {
        (string exception, string otherwise) = OtherwiseThen ? (first, then) : (then, first);
        return Yaml(new SliceRoutes(By, Exceptions.ToDictionary(value => value, _ => exception), otherwise));
    }

    /// <summary>The keys of <c>provider: router</c> that choose so, a key a line, without indentation.</summary>
    /// <param name="routes">How it chooses.</param>
    /// <returns>Null where all go to the same model: that needs no router.</returns>
    public static string? Yaml(SliceRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return routes.To.Values.All(model => model == routes.Otherwise)
            ? null
            : string.Join(
                '\n',
                [
                    "provider: router",
                    $"slice: {Quoted(routes.Slice)}",
                    "to:",
                    .. routes.To.Select(route => $"  {Quoted(route.Key)}: {Quoted(route.Value)}"),
                    $"otherwise: {Quoted(routes.Otherwise)}",
                ]
            );
    }

    /// <summary>The router that the shared answers of two models teach.</summary>
    internal static RouterPlan Of(string by, SharedAnswers shared, CascadePrices prices, double threshold)
    {
        (double[] small, double[] big) = ([.. shared.First], [.. shared.Then]);
        var leads = SliceLeads.Of(shared.Slices, small, big, prices.BreakEven, _ => true, prices.Extra);
        return new(
            by,
            [
                .. Enumerable
                    .Range(0, shared.Count)
                    .Where(i => shared.Slices[i] is not null)
                    .GroupBy(i => shared.Slices[i]!, StringComparer.Ordinal)
                    .Select(slice => new RoutedSlice(
                        slice.Key,
                        slice.Count(),
                        slice.Average(i => small[i]),
                        slice.Average(i => big[i]),
                        leads.In(slice.Key) < threshold
                    ))
                    .OrderByDescending(slice => slice.Gain)
                    .ThenBy(slice => slice.Value, StringComparer.Ordinal),
            ],
            leads.Unseen < threshold
        );
    }

    /// <summary>JSON's strings are YAML's double-quoted ones; plain words need no quotes.</summary>
    private static string Quoted(string text) =>
        Plain().IsMatch(text) && !Reserved().IsMatch(text) ? text : JsonSerializer.Serialize(text, Readable);

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.@/-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|nan|inf|infinity)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
