using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Every input of the model in every draw, in the order of the specification.</summary>
internal sealed class ParameterDraws
{
    private readonly Dictionary<string, Parameter> byName;
    private readonly DerivedParameters derived;

    private ParameterDraws(
        int draws,
        IEnumerable<Parameter> parameters,
        ImmutableArray<Shrinkage> shrinkage,
        DerivedParameters derived
    )
    {
        Draws = draws;
        Shrinkage = shrinkage;
        this.derived = derived;
        All = [.. parameters];
        byName = All.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
    }

    /// <summary>The number of draws.</summary>
    public int Draws { get; }

    /// <summary>All parameters: first those that the specification has drawn, then qualities that follow from others.</summary>
    public ImmutableArray<Parameter> All { get; }

    /// <summary>What was taken from the uplifts of many proposed options; empty where there are few.</summary>
    public ImmutableArray<Shrinkage> Shrinkage { get; }

    /// <summary>The parameters that vary and do not follow from others: those about which something can be learnt.</summary>
    public IEnumerable<Parameter> Uncertain => All.Where(parameter => !parameter.IsConstant && !parameter.IsDerived);

    /// <summary>The parameter of that name.</summary>
    /// <param name="name">A parameter's name.</param>
    public Parameter this[string name] =>
        byName.TryGetValue(name, out var found)
            ? found
            : throw new ArgumentException($"no parameter is named \"{name}\"", nameof(name));

    /// <summary>A parameter that the decision has once.</summary>
    internal Parameter this[DecisionParameter parameter] => this[parameter.Name];

    /// <summary>A parameter of an option.</summary>
    internal Parameter this[OptionParameter parameter, string option] => this[parameter.Of(option)];

    /// <summary>Whether there is a parameter of that name.</summary>
    /// <param name="name">A parameter's name.</param>
    public bool Contains(string name) => byName.ContainsKey(name);

    /// <summary>The same draws with one parameter set to a value: a what-if with common random numbers.</summary>
    /// <param name="name">A parameter's name.</param>
    /// <param name="value">Its value in every draw.</param>
    public ParameterDraws With(string name, double value) =>
        With(this[name] with { Values = default, Constant = value });

    /// <summary>The same draws with one parameter changed draw by draw.</summary>
    /// <param name="name">A parameter's name.</param>
    /// <param name="change">What becomes of its value.</param>
    public ParameterDraws With(string name, Func<double, double> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(this[name].Map(change));
    }

    /// <summary>The same draws with one parameter replaced, draw by draw.</summary>
    /// <param name="name">A parameter's name.</param>
    /// <param name="values">Its values, one a draw.</param>
    internal ParameterDraws With(string name, double[] values) => With(Parameter.Of(name, values, isDerived: true));

    /// <summary>The first of the draws.</summary>
    internal ParameterDraws First(int draws) =>
        draws == Draws
            ? this
            : new(
                draws,
                All.Select(one => one.IsConstant ? one : one with { Values = one.Values[..draws] }),
                Shrinkage,
                new()
            );

    /// <summary>A column that follows from parameters; what-ifs share it as long as they leave those alone.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="at">Its value in a draw, a function of the parameters named alone.</param>
    /// <param name="from">The parameters.</param>
    internal Parameter Derived(string name, Func<int, double> at, params ImmutableArray<Parameter> from) =>
        derived.Of(name, Draws, at, from);

    private ParameterDraws With(Parameter replacement) =>
        new(Draws, All.Select(old => old.Name == replacement.Name ? replacement : old), Shrinkage, derived);

    /// <summary>Draws every parameter from its own stream; the qualities of many proposed options are shrunk.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="measured">
    /// Draws made elsewhere, jointly, such as qualities from runs: one value per draw, by parameter name; they replace
    /// what the specification says. Null replaces nothing.
    /// </param>
    public static ParameterDraws Sample(DecisionSpec spec, IReadOnlyDictionary<string, double[]>? measured = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        int draws = spec.MonteCarlo.Draws;
        ParameterSource[] sources = [.. ParameterCatalog.Sources(spec)];
        var sampled = new Parameter[sources.Length];
        Parallel.For(
            0,
            sources.Length,
            i => sampled[i] = Sample(sources[i], (ulong)spec.MonteCarlo.Seed, draws, measured)
        );
        var table = sampled.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        Parameter[] all = [.. sampled, .. QualityDraws.Of(spec, table, measured)];
        all = [.. all, .. Others(measured, table)];
        var shrinkage = WinnersCurse.Of(spec, option => table[OptionParameters.Quality.Of(option)]);
        return new(draws, shrinkage.Aggregate(all, Shrink), shrinkage, new());
    }

    /// <summary>Moves an option's quality in every draw, and what it is made of: its uplift, its slices.</summary>
    private static Parameter[] Shrink(Parameter[] all, Shrinkage by)
    {
        string quality = OptionParameters.Quality.Of(by.Option);
        string uplift = OptionParameters.Uplift.Of(by.Option);
        return Array.ConvertAll(
            all,
            one =>
                one.Name == uplift ? one.Map(value => value + by.Shift)
                : one.Name == quality || one.Name.StartsWith(quality + ".", StringComparison.Ordinal)
                    ? one.Map(value => Math.Clamp(value + by.Shift, 0, 1))
                : one
        );
    }

    // Qualities of single slices: constraints read them, but the cash flows see only their mix.
    private static IEnumerable<Parameter> Others(
        IReadOnlyDictionary<string, double[]>? measured,
        Dictionary<string, Parameter> table
    ) =>
        from pair in measured ?? new Dictionary<string, double[]>()
        where !table.ContainsKey(pair.Key)
        orderby pair.Key
        select Parameter.Of(pair.Key, pair.Value, isDerived: true);

    private static Parameter Sample(
        ParameterSource source,
        ulong seed,
        int draws,
        IReadOnlyDictionary<string, double[]>? measured
    )
    {
        if (measured is not null && measured.TryGetValue(source.Name, out double[]? given))
        {
            return Parameter.Of(source.Name, given);
        }

        if (source.Distribution.IsFixed)
        {
            return new(source.Name, default, source.Distribution.Quantile(0.5));
        }

        var stream = new RandomCounter(seed, source.Name);
        double[] values = new double[draws];
        for (int i = 0; i < draws; i++)
        {
            values[i] = source.Distribution.Quantile(stream[i]);
        }

        return Parameter.Of(source.Name, values);
    }
}
