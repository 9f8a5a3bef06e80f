using System.Collections.Immutable;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What is to be said of gates of which the same is said: of eight without a baseline, once.</summary>
/// <param name="Declared">The lines of the suite that declare them, each once; none of gates that no suite declares.</param>
/// <param name="Text">Verdict and evidence.</param>
public sealed record GateParagraph(ImmutableArray<Location> Declared, string Text)
{
    /// <summary>A paragraph for each gate of which there is more to say than that it passed, and one for all of which the same is said.</summary>
    /// <param name="gates">The gates.</param>
    public static ImmutableArray<GateParagraph> Of(ImmutableArray<GateResult> gates) =>
        [
            .. gates
                .Where(gate => gate.Verdict != GateVerdict.Pass || gate.IsImprovement || gate.OwnNoise is not null)
                .GroupBy(gate => (GateText.Word(gate), GateText.Explain(gate)))
                .Select(alike => Of([.. alike], alike.Key.Item1, alike.Key.Item2)),
        ];

    private static GateParagraph Of(GateResult[] alike, string word, string explained)
    {
        var declared = alike.Select(gate => gate.Gate.Declared).Where(at => at != default).Distinct();
        return new GateParagraph(
            [.. declared],
            alike is [var gate] ? GateText.Describe(gate) : $"{word}: {Named(alike)}. {explained}"
        );
    }

    /// <summary>The gates with their models: those of several rules where each holds for the same ones in a few words.</summary>
    private static string Named(GateResult[] alike)
    {
        string[] names = [.. alike.Select(gate => gate.Name).Distinct()];
        string[] models = [.. alike.Select(gate => gate.Model).Distinct()];
        bool isEachOfEach = names.Length * models.Length == alike.Length;
        return isEachOfEach
            ? $"{string.Join("; ", names)}: {string.Join(", ", models)}"
            : string.Join("; ", alike.Select(gate => $"{gate.Name}, {gate.Model}"));
    }
}
