using EvalHarness.Core;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>What is left open of services that are bought: whether they answer, and where data go.</summary>
internal static class ServiceDoubts
{
    public static IEnumerable<Finding> Check(DecisionSpec spec) =>
        spec.Options.SelectMany(option => Availability(spec, option).Concat(Terms(spec.Constraints, option)));

    private static IEnumerable<Finding> Availability(DecisionSpec spec, OptionSpec option)
    {
        if (option.Availability is not { Share.Source: not WhatIf.Source } availability)
        {
            yield break;
        }

        string parameter = AvailabilityParameters.Share.Of(option.Id);
        if (availability.Share is { Source: null } or { Date: null })
        {
            yield return Warn(
                "unsourced-availability",
                parameter,
                $"the availability of \"{option.Id}\" has no source or no date: a promise and a measurement differ, and both age"
            );
        }

        if (availability.Share.Distribution is { IsFixed: true, Mean: >= 1 })
        {
            yield return Warn("never-down", parameter, $"\"{option.Id}\" is assumed never to be down");
        }

        if (
            spec.Options.FirstOrDefault(other => other.Id == availability.Failover) is { } failover
            && (failover.Gpu is not null || failover.FixedPerMonth.Distribution.Mean > 0)
        )
        {
            yield return new(
                FindingSeverity.Note,
                "failover-standby",
                option.Id,
                $"what keeps \"{failover.Id}\" ready to answer for \"{option.Id}\" is not counted: it belongs into 'fixed_per_month', the cost of each month, of \"{option.Id}\""
            );
        }
    }

    private static IEnumerable<Finding> Terms(ConstraintsSpec limits, OptionSpec option)
    {
        bool isBought = option.Api is not null || option.Vendor is not null;
        if (limits.DataMustNotLeave && isBought && option.Leaving == YesNo.Unknown)
        {
            yield return Warn(
                "data-leaves-unsaid",
                option.Id,
                $"nobody declares whether data leave with \"{option.Id}\", which is bought: it counts as if they stayed"
            );
        }

        bool isOut = option.Leaving != YesNo.No && (isBought || option.Leaving == YesNo.Yes);
        if (!limits.Regions.IsEmpty && isOut && option.Terms?.Regions is not { IsEmpty: false })
        {
            yield return Warn(
                "region-unsaid",
                option.Id,
                $"nobody declares where \"{option.Id}\" is served from: it counts as if within {string.Join(" and ", limits.Regions)}"
            );
        }
    }

    private static Finding Warn(string code, string subject, string message) =>
        new(FindingSeverity.Warning, code, subject, message);
}
