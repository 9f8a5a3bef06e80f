using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Models.Wire;

/// <summary>Settings that an interface does not have: told before any request, and refused where one is made all the same.</summary>
internal static class UnsentSettings
{
    /// <summary>Those asked for that the interface does not have.</summary>
    /// <param name="generation">The settings asked for.</param>
    /// <param name="reasons">Why it does not have them.</param>
    public static ImmutableArray<UnsentSetting> Of(
        Generation generation,
        params ReadOnlySpan<(GenerationSetting Setting, string Reason)> reasons
    )
    {
        ArgumentNullException.ThrowIfNull(generation);
        var unsent = ImmutableArray.CreateBuilder<UnsentSetting>();
        foreach (var setting in generation.Given())
        {
            foreach (var (missing, reason) in reasons)
            {
                if (setting == missing)
                {
                    unsent.Add(new UnsentSetting(setting, reason));
                }
            }
        }

        return unsent.ToImmutable();
    }

    /// <summary>Refuses a request that would lose a setting on its way.</summary>
    /// <param name="faults">Words for failures.</param>
    /// <param name="unsent">What would be lost.</param>
    /// <exception cref="ModelException">Something would.</exception>
    public static void Refuse(HttpFaults faults, ImmutableArray<UnsentSetting> unsent)
    {
        if (unsent is [var first, ..])
        {
            throw faults.Unknown(
                $"{Scalars.EnumWord(first.Setting)} would not be sent: {first.Reason}; leave it out for this model"
            );
        }
    }
}
