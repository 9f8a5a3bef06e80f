using System.Collections.Immutable;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;

namespace EvalHarness.NUnit;

/// <summary>One test of a fixture: a suite's validity, a gate for a model, or a file that cannot be read.</summary>
/// <param name="Name">Name in the test explorer.</param>
/// <param name="File">Path of the suite file.</param>
public sealed record EvalTest(string Name, string File)
{
    /// <summary>The suite; null when it is broken.</summary>
    public Suite? Suite { get; init; }

    /// <summary>Position of the gate among those of the suite; null for the suite's validity.</summary>
    public int? Gate { get; init; }

    /// <summary>Name of the model that the gate is about.</summary>
    public string Model { get; init; } = "";

    /// <summary>What is wrong with the file, in the order in which it stands; empty when nothing is.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>Data that a suite found by a pattern lacks and says where to get; the test is ignored then. Empty where all are here.</summary>
    public ImmutableArray<Fault> NotHere { get; init; } = [];

    /// <summary>By what runners select the test: the name of its suite and, of a gate, that of its model.</summary>
    internal IEnumerable<string> Categories =>
        Suite is null ? []
        : Model.Length > 0 ? [Suite.Name, Model]
        : [Suite.Name];

    /// <summary>Where the gate, or the first fault of the file, stands; null where no line is known.</summary>
    internal Location? Declared =>
        !Faults.IsEmpty ? Faults[0].At
        : Gate is { } place && Suite!.Gates[place].Declared is { File.Length: > 0 } at ? at
        : new Location(File);

    /// <summary>What the fixture gives to the evaluation of the suite; null for nothing.</summary>
    internal EvaluationOptions? Options { get; init; }

    /// <summary>Fails with all faults of the file; is ignored where its data are not here.</summary>
    internal void ThrowIfBroken()
    {
        if (!NotHere.IsEmpty)
        {
            global::NUnit.Framework.Assert.Ignore(
                string.Join('\n', NotHere.Select(fault => $"data not here: {fault}"))
            );
        }

        if (!Faults.IsEmpty)
        {
            throw new global::NUnit.Framework.AssertionException(string.Join('\n', Faults));
        }
    }

    /// <summary>What became of the gate; null where the model was left out of the run.</summary>
    internal GateResult? ResultIn(Evaluation run)
    {
        var gate = run.Scores.Header.Gates[Gate!.Value];
        return run.Gates.FirstOrDefault(result => result.Model == Model && ReferenceEquals(result.Gate, gate));
    }

    /// <summary>Why the model was left out of a run.</summary>
    internal string WhyLeftOut(Evaluation run) =>
        run.Scores.Header.Models.FirstOrDefault(one => one.Name == Model)?.Skipped
        ?? "it is known by published scores alone";

    /// <summary>The name: it is what runners show of an argument.</summary>
    public override string ToString() => Name;
}
