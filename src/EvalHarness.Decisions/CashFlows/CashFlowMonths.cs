using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The months of a few draws side by side, one in each lane.</summary>
/// <remarks>
/// Compiled at full optimisation from the first call: most of a cold process would otherwise be over before the vectors
/// are any good.
/// </remarks>
internal sealed class CashFlowMonths
{
    private readonly CashFlowInputs[] options;
    private readonly bool hasOutages;
    private readonly int incumbent;
    private readonly int horizon;
    private readonly MonthSteps steps;
    private readonly Parameter? perpetuity;
    private readonly Parameter frontier;
    private readonly Parameter floor;
    private readonly Parameter penalty;
    private readonly Parameter perSecond;
    private readonly Parameter v0;
    private readonly Parameter perCorrect;
    private readonly Parameter perError;
    private readonly Parameter realisation;
    private readonly Parameter rate;

    public CashFlowMonths(
        DecisionSpec spec,
        ImmutableArray<OptionSpec> options,
        ParameterDraws draws,
        double delayMonths
    )
    {
        var narrowed = spec with { Options = options };
        frontier = draws[DecisionParameters.Frontier];
        if (spec.Market.Mode == MarketMode.HoldQuality)
        {
            frontier = frontier with { Values = default, Constant = 0 };
        }

        this.options =
        [
            .. options.Select(option => new CashFlowInputs(narrowed, option, draws, frontier, delayMonths)),
        ];
        hasOutages = Array.Exists(this.options, option => option.HasOutages);
        incumbent = narrowed.IndexOf(spec.Incumbent);
        horizon = spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths;
        steps = new(draws);
        floor = draws[DecisionParameters.ErrorFloor];
        penalty = draws[DecisionParameters.LatePenalty];
        perSecond = draws[DecisionParameters.WaitingPrice];
        v0 = draws[DecisionParameters.Volume];
        perCorrect = draws[DecisionParameters.PerCorrect];
        perError = draws[DecisionParameters.PerError];
        realisation = draws[DecisionParameters.Realisation];
        rate = draws[DecisionParameters.DiscountRate];
        if (spec.HorizonMonths.Months is null)
        {
            double growth = spec.Terminal?.Growth ?? 0;
            perpetuity = draws.Derived(
                FormattableString.Invariant($"perpetuity.{growth}"),
                draw => Discounting.Perpetuity(rate[draw], growth),
                rate
            );
        }
    }

    /// <summary>Runs as many draws as there are lanes, from one on; the results lie in the scratch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int draw, DrawScratch scratch)
    {
        var rho = frontier.From(draw);
        var lowest = floor.From(draw);
        var clock = new MonthClock(steps, v0, draw);
        var stake = new Stake(perCorrect.From(draw), perError.From(draw), realisation.From(draw));
        scratch.Clear();
        Start(draw, scratch);
        for (int month = 1; month <= horizon; month++)
        {
            clock.Advance();
            var weight = clock.Discount;
            if (month == horizon && perpetuity is not null)
            {
                weight *= Vector256<double>.One + perpetuity.From(draw);
            }

            Serve(scratch.Options, month, rho, lowest, clock);
            Add(scratch, month, weight, clock.Volume, stake);
        }

        for (int o = 0; o < options.Length; o++)
        {
            var effect = scratch.Effect[o];
            // An answer that is not given is neither right nor wrong.
            var wrong = scratch.Volume - effect - scratch.Unanswered[o];
            scratch.NetBenefit[o] = (stake.Gain * effect) - (stake.Loss * wrong) - scratch.Cost[o];
        }
    }

    /// <summary>Reads the options and pays what is paid at once.</summary>
    private void Start(int draw, DrawScratch scratch)
    {
        for (int o = 0; o < options.Length; o++)
        {
            ref var option = ref scratch.Options[o];
            var inputs = options[o];
            inputs.Read(draw, penalty.From(draw), perSecond.From(draw), ref option);
            var paid = option.OneOff;
            if (inputs.SpreadsOneOff)
            {
                var building = option.Lead - Vector256.Create(inputs.Delay);
                paid *= Lanes.Map(rate.From(draw), building, Discounting.SpreadFactor);
            }

            scratch.Cost[o] =
                inputs.Delay == 0
                    ? paid
                    : paid
                        * Lanes.Map(
                            rate.From(draw),
                            Vector256.Create(inputs.Delay),
                            (rate, delay) => Math.Pow(1 + rate, -delay / 12)
                        );
        }

        for (int o = 0; o < options.Length; o++)
        {
            scratch.Ahead[o] = scratch.Cost[incumbent] - scratch.Cost[o];
            scratch.Payback[o] = Lanes.Where(
                Vector256.GreaterThanOrEqual(scratch.Ahead[o], Vector256<double>.Zero),
                Vector256<double>.Zero,
                Vector256.Create(horizon + 1.0)
            );
        }
    }

    /// <summary>Every option's own quality and cost in this month, as if it served.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Serve(
        CashFlowOption[] state,
        int month,
        Vector256<double> rho,
        Vector256<double> lowest,
        in MonthClock clock
    )
    {
        var now = Vector256.Create((double)month);
        for (int o = 0; o < state.Length; o++)
        {
            ref var option = ref state[o];
            var inputs = options[o];
            option.Progress *= option.ProgressPerMonth;
            option.Serves = inputs.IsIncumbent
                ? Vector256<double>.AllBitsSet
                : option.Works & Vector256.GreaterThan(now, option.Lead);
            var sinceTraining = Vector256.Max(Vector256<double>.Zero, now - option.Lead);
            if (inputs.RetrainEvery > 0)
            {
                sinceTraining -= Retrained(ref option, inputs.RetrainEvery, sinceTraining, rho);
            }

            var progress = inputs.Continuous ? option.Progress : option.Trained;
            var error = Lanes.Where(
                Vector256.GreaterThan(option.Error, lowest),
                lowest + ((option.Error - lowest) * progress),
                option.Error
            );
            var drift = inputs.Continuous ? Vector256<double>.Zero : option.Drift * sinceTraining / 12;
            option.Quality = Lanes.Share(Vector256<double>.One - (error + drift));
            option.RunningCost = RunningCost(option, inputs.HasMachines, clock);
        }

        if (hasOutages)
        {
            Outages.Book(options, state, clock);
        }
    }

    /// <summary>Trains again where it is time to.</summary>
    /// <returns>The months from launch to the latest training.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Retrained(
        ref CashFlowOption option,
        double every,
        Vector256<double> sinceLaunch,
        Vector256<double> rho
    )
    {
        var period = Vector256.Create(every);
        var trainings = Vector256.GreaterThanOrEqual(sinceLaunch, period) & Vector256.Floor(sinceLaunch / period);
        var isNew = Vector256.GreaterThan(trainings, option.Trainings);
        option.Extra = isNew & option.RetrainCost;
        if (isNew != Vector256<double>.Zero)
        {
            var at = option.Lead + (trainings * period);
            var trained = Lanes.Map(rho, option.Tracks * at / 12, (rho, years) => Math.Pow(1 - rho, years));
            option.Trained = Lanes.Where(isNew, trained, option.Trained);
            option.Trainings = trainings;
        }

        return trainings * period;
    }

    /// <summary>Books the month: each option through whichever option serves in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(
        DrawScratch scratch,
        int month,
        Vector256<double> weight,
        Vector256<double> answers,
        in Stake stake
    )
    {
        var state = scratch.Options;
        var one = Vector256<double>.One;
        var today = state[incumbent].Quality;
        var todayUnanswered = state[incumbent].Unanswered;
        var todayRight = today * (one - todayUnanswered);
        var todayCost = state[incumbent].RunningCost;
        var zero = Vector256<double>.Zero;
        scratch.Volume += weight * answers;
        for (int o = 0; o < state.Length; o++)
        {
            var (served, cost, unanswered) = Served(o, state);
            var quality = Lanes.Share(today + (stake.Realisation * (served - today)));
            var right = quality * (one - unanswered);
            scratch.Effect[o] += weight * answers * right;
            scratch.Unanswered[o] += weight * answers * unanswered;
            scratch.Cost[o] += weight * cost;
            var before = scratch.Ahead[o];
            var gain =
                (answers * (stake.Gain + stake.Loss) * (right - todayRight))
                + (answers * stake.Loss * (unanswered - todayUnanswered));
            var after = before + (weight * (gain - (cost - todayCost)));
            scratch.Ahead[o] = after;
            scratch.Payback[o] = Lanes.Where(
                Vector256.LessThan(after, zero),
                Vector256.Create(horizon + 1.0),
                Lanes.Where(Vector256.LessThan(before, zero), Vector256.Create((double)month), scratch.Payback[o])
            );
        }
    }

    /// <summary>Quality, cost and share of answers not given of an option, or of the one that serves in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Quality, Vector256<double> Cost, Vector256<double> Unanswered) Served(
        int option,
        CashFlowOption[] state
    )
    {
        var (quality, cost) = (state[option].Quality, state[option].RunningCost);
        var unanswered = state[option].Unanswered;
        var waits = ~state[option].Serves;
        for (int hop = 0; hop < state.Length && Vector256.ExtractMostSignificantBits(waits) != 0; hop++)
        {
            option = options[option].Fallback;
            quality = Lanes.Where(waits, state[option].Quality, quality);
            cost = Lanes.Where(waits, state[option].RunningCost, cost);
            unanswered = Lanes.Where(waits, state[option].Unanswered, unanswered);
            waits &= ~state[option].Serves;
        }

        return (quality, cost, unanswered);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> RunningCost(in CashFlowOption option, bool hasMachines, in MonthClock clock)
    {
        var cost = option.FixedCost + option.Incidents + (option.Waiting * clock.Volume * option.Up) + option.Extra;
        cost += option.ApiPrice * clock.Volume * clock.ApiFactor * option.Up;
        if (!hasMachines)
        {
            return cost;
        }

        var needed = Vector256.Ceiling((option.GpuNeed * clock.Volume) - Vector256.Create(1e-9));
        var rent = Vector256.Max(option.GpuMinimum, needed) * option.GpuPrice * clock.GpuFactor;
        return Lanes.Where(Vector256.GreaterThan(option.GpuPrice, Vector256<double>.Zero), cost + rent, cost);
    }

    private readonly record struct Stake(Vector256<double> Gain, Vector256<double> Loss, Vector256<double> Realisation);
}
