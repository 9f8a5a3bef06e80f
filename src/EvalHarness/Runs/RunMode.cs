using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Whether a gate may call models: the variable <c>EVALHARNESS_MODE</c>.</summary>
public enum RunMode
{
    /// <summary>Models whose keys are there are asked what no log and no cache answers (default).</summary>
    Live,

    /// <summary>No model is called, but answers of earlier runs count.</summary>
    Cached,

    /// <summary>Only finished runs, recorded answers and models in this process count; all others are left out.</summary>
    Replay,
}

/// <summary>Reads <see cref="RunMode"/> from the environment.</summary>
public static class RunModes
{
    /// <summary>Name of the variable.</summary>
    public const string Variable = "EVALHARNESS_MODE";

    /// <summary>The mode that the environment asks for; live when it asks for none.</summary>
    /// <param name="environment">The value of a variable; null when it is not set.</param>
    /// <exception cref="DocumentException">The variable holds another word.</exception>
    public static RunMode Read(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment(Variable) switch
        {
            null or "" or "live" => RunMode.Live,
            "cached" => RunMode.Cached,
            "replay" => RunMode.Replay,
            var other => throw new DocumentException(
                new Fault(
                    new Location(Variable),
                    "an unknown mode",
                    "replay, cached or live",
                    Spelling.Nearest(other, ["replay", "cached", "live"])
                )
            ),
        };
    }
}
