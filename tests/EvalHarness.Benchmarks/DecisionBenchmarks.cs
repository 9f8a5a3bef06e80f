using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;

namespace EvalHarness.Benchmarks;

/// <summary>A decision of four options over three years: the budget is one second for 20,000 draws with all outputs.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private DecisionSpec spec = null!;
    private ParameterDraws draws = null!;

    [GlobalSetup]
    public void Setup()
    {
        spec = new DecisionSpec(
            "general",
            new VolumeSpec(new LogNormalDistribution(6.8e6, 0.5), new NormalDistribution(0.2, 0.15)),
            new ValueSpec(new LogNormalDistribution(1, 0.6), new LogNormalDistribution(1, 0.6)),
            Options
        )
        {
            Realisation = new BetaDistribution(3, 2),
            Market = new MarketSpec(
                FrontierErrorReductionPerYear: new BetaDistribution(2, 4),
                ApiPriceDeclinePerYear: new UniformDistribution(0, 0.4),
                GpuPriceDeclinePerYear: new UniformDistribution(0.1, 0.3)
            ),
            Studies =
            [
                new StudySpec("eval", new PairedEval(["router", "general"], [1500]), 25_000),
                new StudySpec("pilot", new Pilot("specialists", 0.03), 150_000, DelayMonths: 2),
                new StudySpec("test", new ParameterStudy("realisation", 0.1), 200_000, DelayMonths: 3),
            ],
        };
        draws = ParameterDraws.Sample(spec);
    }

    [Benchmark]
    public object Simulate() => CashFlowEngine.Simulate(spec, draws);

    [Benchmark]
    public DecisionResult Analyse() => DecisionAnalysis.Analyse(spec);

    private static ImmutableArray<OptionSpec> Options =>
        [
            new("general", Quality(0.787, 0.043))
            {
                Api = Api(1),
                FixedPerMonth = 30_000,
                Continuous = true,
                TracksFrontier = 1,
            },
            Custom("from-scratch", 0.66, 0.06, 20e6, 9, 0.8, 150_000),
            Custom("specialists", 0.836, 0.05, 1.5e6, 5, 0.9, 80_000),
            Custom("router", 0.857, 0.045, 1e6, 4, 0.9, 90_000) with
            {
                Api = Api(0.6),
            },
        ];

    private static OptionSpec Custom(
        string id,
        double mean,
        double sd,
        double oneoff,
        double lead,
        double success,
        double running
    ) =>
        new(id, Quality(mean, sd))
        {
            Oneoff = new LogNormalDistribution(oneoff, 0.3),
            LeadMonths = lead,
            PSuccess = success,
            FixedPerMonth = running,
            DriftPerYear = 0.01,
            Gpu = new GpuSpec(1.5, 20, MinReplicas: 2, PeakFactor: 6),
        };

    private static ApiSpec Api(double share) => new(1500, 200, 30, 60, Share: share);

    private static QualitySpec Quality(double mean, double sd) => new NormalDistribution(mean, sd, 0, 1);
}
