using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>The one declaration of each kind of parameter, held against what reads it.</summary>
public sealed class ParameterCatalogTests
{
    // Every quantity that can be written, each on a line of its own.
    private const string Whole = """
        incumbent: hosted
        volume:
          v0_per_month: 1000
          growth_per_year: 0.1
        value:
          per_correct: 1
          per_error: 1
        realisation: 0.9
        discount_rate: 0.1
        latency:
          penalty_per_breach: 0.1
          price_per_second: 0.1
        market:
          frontier_error_reduction_per_year: 0.2
          error_floor: 0.03
          api_price_decline_per_year: 0.1
          gpu_price_decline_per_year: 0.1
          token_growth_per_year: 0.1
        team:
          mastery: operations
          levels:
            operations:
              staff_per_month: 1000
              months_to_reach: 1
              cost_to_reach: 1000
            package_hosted:
              staff_per_month: 1000
              months_to_reach: 1
              cost_to_reach: 1000
            train_own:
              staff_per_month: 1000
              months_to_reach: 1
              cost_to_reach: 1000
            equipment:
              staff_per_month: 1000
              months_to_reach: 1
              cost_to_reach: 1000
        options:
          - id: hosted
            quality: 0.8
          - id: own
            quality:
              uplift_over: hosted
              value: 0.02
            oneoff: 1000
            lead_months: 2
            p_success: 0.9
            fixed_per_month: 10
            retrain_cost: 10
            tracks_frontier: 0.5
            drift_per_year: 0.01
            late_share: 0.1
            latency_seconds: 2
            incident:
              annual_probability: 0.1
              loss: 1000
            api:
              tokens_in: 1000
              tokens_out: 100
              price_in: 3
              price_out: 15
              cached_share: 0.5
              price_cached: 1
              retry_rate: 0.1
              share: 0.5
            gpu:
              price_per_gpu_hour: 4
              gpus_per_replica: 2
              rps_per_replica: 3
              target_utilisation: 0.6
              peak_factor: 3
              min_replicas: 1
              share: 0.5
            availability:
              share: 0.99
              cost_per_hour: 100
              cost_per_failed: 0.1
        """;

    [Test]
    public void Every_parameter_that_is_drawn_is_found_at_a_line_of_its_own()
    {
        var section = Section();
        var spec = DecisionReader.Read(section, SuiteCatalog.With(), _ => null);
        var lines = ParameterCatalog
            .Sources(spec)
            .Where(source => source.Name != "success.hosted" && !IsDefault(source.Name))
            .Select(source => (source.Name, DecisionPlaces.Of(section, source.Name).Line))
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines.Select(one => one.Line), Is.Unique);
            Assert.That(lines.Select(one => LineOf(one.Line)), Is.EqualTo(lines.Select(one => LastKey(one.Name))));
        }
    }

    [Test]
    public void Every_kind_is_drawn_of_a_decision_that_states_them_all()
    {
        var spec = DecisionReader.Read(Section(), SuiteCatalog.With(), _ => null);
        var drawn = ParameterCatalog.Sources(spec).Select(source => source.Kind);
        Assert.That(drawn.Distinct(), Is.EquivalentTo(ParameterCatalog.All));
    }

    [Test]
    public void No_two_kinds_bear_one_name_and_none_begins_as_another_does()
    {
        string[] names = [.. ParameterCatalog.All.Select(kind => kind.Name)];
        var found = names.Where(name => ParameterCatalog.Find(name + ".own") is { } kind && kind.Name != name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Is.Unique);
            Assert.That(found, Is.Empty);
        }
    }

    [Test]
    public void Every_short_name_but_the_horizon_changes_a_parameter_and_all_are_told()
    {
        var declared = ParameterCatalog
            .All.SelectMany(kind => new[] { kind.ShortName, kind.SharedName })
            .OfType<string>()
            .Distinct()
            .Append("horizon");
        Assert.That(WhatIf.ShortNames.Select(one => one.Name), Is.EquivalentTo(declared));
    }

    [Test]
    public void Words_of_an_options_parameter_name_the_option() =>
        Assert.That(OptionParameters.All.Select(one => one.Words), Has.All.Contains("{0}"));

    private static YamlNode Section()
    {
        var findings = new FaultCollector();
        var root = YamlComposer.Compose(Whole, "decision.yaml", findings);
        findings.ThrowIfAny();
        return root!;
    }

    /// <summary>Whether a parameter of the incumbent is not written: it stands for no line.</summary>
    private static bool IsDefault(string name) =>
        name.EndsWith(".hosted", StringComparison.Ordinal) && name != "quality.hosted";

    private static string LineOf(int line) => Whole.Split('\n')[line - 1].Split(':')[0].Trim();

    private static string LastKey(string name)
    {
        string key = ParameterCatalog.Find(name)!.Key.Split('.')[^1];
        // The place of a mapping is that of its first key.
        return name == "uplift.own" ? "uplift_over" : key;
    }
}
