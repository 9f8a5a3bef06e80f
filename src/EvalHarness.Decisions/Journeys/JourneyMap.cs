using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Sequential;

namespace EvalHarness.Decisions.Journeys;

/// <summary>Computes the tests of the path.</summary>
/// <param name="result">The answer.</param>
/// <param name="draws">The parameters.</param>
/// <param name="measured">What runs measured.</param>
internal sealed class JourneyMap(DecisionResult result, ParameterDraws draws, ImmutableArray<MeasuredOption> measured)
{
    private readonly DecisionSpec spec = result.Spec;

    public Journey ToJourney() =>
        new(
            Here,
            [
                Gate(JourneyPhase.Hosted, JourneyPhase.Open, Volume, NotWorse),
                Gate(JourneyPhase.Open, JourneyPhase.Specialised, Learnable, PilotPays),
            ],
            PurchaseGate.Of(result, draws),
            [.. Enum.GetValues<Mastery>().Select(Level)],
            [.. Untried()],
            spec.AcknowledgeMissing
        );

    private JourneyPhase? Here => Journey.PhaseOf(spec.Option(spec.Incumbent).Kind);

    /// <summary>A gate that the incumbent stands behind asks nothing more.</summary>
    private JourneyGate Gate(JourneyPhase from, JourneyPhase to, params Func<GateTest>[] tests) =>
        Here >= to
            ? new(from, to, [new("Is the team there?", $"the option in use, {spec.Incumbent}, is there already", true)])
            : new(from, to, [.. tests.Select(test => test())]);

    private OptionSummary? Best(JourneyPhase phase) =>
        result
            .Options.Where(option =>
                option.Id != spec.Incumbent && Journey.PhaseOf(spec.Option(option.Id).Kind) == phase
            )
            .MaxBy(option => option.Npv);

    private GateTest Volume()
    {
        const string question = "Are enough answers asked for?";
        if ((Best(JourneyPhase.Open) ?? Best(JourneyPhase.Specialised)) is not { } option)
        {
            return new(question, "no open model is among the options", null);
        }

        var volume = result.BreakEvens.First(one => one.Option == option.Id && one.Assumption == Assumption.Volume);
        double now = draws[DecisionParameters.Volume].Mean;
        string place =
            volume.Value is { } factor
                ? Say(
                    $"{option.Id} breaks even at {BigMoney.Count(factor * now)} answers a month; today {BigMoney.Count(now)}"
                )
            : option.Npv > 0
                ? Say(
                    $"{option.Id} pays at any number, down to a {Ordinal(volume.Low)} of today's {BigMoney.Count(now)} answers a month"
                )
            : Say(
                $"{option.Id} does not pay at any number up to {volume.High:N0} times today's {BigMoney.Count(now)} answers a month"
            );
        return new(question, place, option.Npv > 0);
    }

    private GateTest NotWorse()
    {
        const string question = "Is the open model as good as the option in use?";
        var option = Best(JourneyPhase.Open) ?? Best(JourneyPhase.Specialised);
        if (measured.FirstOrDefault(one => one.Id == option?.Id)?.AgainstIncumbent is not { } pair)
        {
            return new(question, "not known: no run has answers of both to the same samples", null);
        }

        var process = new FixedBetMixture();
        foreach (double difference in pair.ByCluster)
        {
            process.Add((difference + 1) / 2);
        }

        bool holds = process.IsNonInferior(pair.Margin);
        double evidence = process.LogCapitalAbove((1 - pair.Margin) / 2) / Math.Log(10);
        return new(
            question,
            Say(
                $"{option!.Id} against {spec.Incumbent}: {Shown(holds)} to be at most {100 * pair.Margin:0.#} points worse, in {pair.ByCluster.Length} groups of samples; {Strength(evidence)}"
            ),
            holds
        );
    }

    private GateTest Learnable()
    {
        const string question = "Can we afford enough labels to do as well as today?";
        if (
            spec.Options.FirstOrDefault(option => option.Quality?.LearningCurve is not null)
            is not { Quality.LearningCurve: { } curve } option
        )
        {
            return new(
                question,
                "not known: no option says how right it gets with how many labels (learning_curve)",
                null
            );
        }

        double target = 1 - draws[OptionParameters.Quality, spec.Incumbent].Mean;
        var posterior = LearningCurve.Posterior(curve);
        double probability = posterior.Reaches(curve.At, target);
        string needed = posterior.RequiredSize(target, 0.5) is { } size
            ? Say($"{size:N0} labels are enough in half of the cases")
            : "no number of labels is enough in half of the cases";
        return new(
            question,
            Say(
                $"{option.Id} with {curve.At:N0} labels gets at most {100 * target:0.#} % of its answers wrong, as {spec.Incumbent} does, in {Hundreds(probability)} cases; {needed}"
            ),
            probability >= 0.5
        );
    }

    private GateTest PilotPays()
    {
        const string question = "Does a pilot pay?";
        string[] pilots = [.. spec.Studies.Where(study => study.Design is Pilot).Select(study => study.Id)];
        var best = result.Studies.Where(study => pilots.Contains(study.Id)).MaxBy(study => study.Enbs);
        return best is null
            ? new(question, "no pilot is proposed", null)
            : new(
                question,
                $"{best.Id} is worth {BigMoney.Of(best.Enbs, spec.Currency)} after its price and the wait",
                best.Enbs > 0
            );
    }

    private MasteryLevel Level(Mastery level) =>
        new(
            level,
            spec.Team is { } team ? team.Mastery >= level : null,
            [.. spec.Options.Where(option => Rungs.MasteryOf(option) == level).Select(option => option.Id)]
        )
        {
            StaffPerMonth = Mean(StaffParameters.StaffOf(level)),
            MonthsToReach = Mean(StaffParameters.MonthsOf(level)),
            CostToReach = Mean(StaffParameters.CostOf(level)),
        };

    private double? Mean(DecisionParameter parameter) => parameter.Stated(spec) is null ? null : draws[parameter].Mean;

    private IEnumerable<OptionKind> Untried()
    {
        OptionKind[] proposed =
        [
            .. spec
                .Options.Where(option => option.Status == OptionStatus.Proposed)
                .Select(option => option.Kind)
                .OfType<OptionKind>(),
        ];
        return proposed.Length == 0
            ? []
            : Rungs.Cheaper.Where(rung => rung < proposed.Max() && !Rungs.IsTried(spec, rung));
    }

    private static string Shown(bool holds) => holds ? "shown" : "not shown";

    /// <summary>How far the evidence goes, in powers of ten: an error of one in twenty asks for 1.3 of them.</summary>
    private static string Strength(double evidence) =>
        (evidence / Math.Log10(20)) switch
        {
            <= 0 => "nothing speaks for it yet",
            >= 10 => "the evidence is more than ten times what is needed",
            var share => Say($"the evidence is {100 * share:0} % of what is needed"),
        };

    private static string Hundreds(double probability) =>
        probability switch
        {
            > 0 and < 0.005 => "fewer than 1 of 100",
            < 1 and > 0.995 => "more than 99 of 100",
            _ => Say($"{100 * probability:0} of 100"),
        };

    private static string Ordinal(double share) => Say($"{1 / share:N0}th");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
