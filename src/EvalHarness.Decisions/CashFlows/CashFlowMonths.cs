using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The months of one draw.</summary>
internal sealed class CashFlowMonths
{
    private readonly CashFlowInputs[] options;
    private readonly int incumbent;
    private readonly int horizon;
    private readonly double? terminalGrowth;
    private readonly bool holdsQuality;
    private readonly Parameter floor;
    private readonly Parameter penalty;
    private readonly Parameter perSecond;
    private readonly Parameter v0;
    private readonly Parameter growth;
    private readonly Parameter perCorrect;
    private readonly Parameter perError;
    private readonly Parameter realisation;
    private readonly Parameter frontier;
    private readonly Parameter apiDecline;
    private readonly Parameter gpuDecline;
    private readonly Parameter tokenGrowth;
    private readonly Parameter discountRate;

    public CashFlowMonths(DecisionSpec spec, ParameterDraws draws, double delayMonths)
    {
        options = [.. spec.Options.Select(option => new CashFlowInputs(spec, option, draws, delayMonths))];
        incumbent = spec.IndexOf(spec.Incumbent);
        horizon = spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths;
        terminalGrowth = spec.HorizonMonths.Months is null ? spec.Terminal?.Growth ?? 0 : null;
        floor = draws[DecisionParameters.ErrorFloor];
        penalty = draws[DecisionParameters.LatePenalty];
        perSecond = draws[DecisionParameters.WaitingPrice];
        holdsQuality = spec.Market.Mode == MarketMode.HoldQuality;
        v0 = draws[DecisionParameters.Volume];
        growth = draws[DecisionParameters.Growth];
        perCorrect = draws[DecisionParameters.PerCorrect];
        perError = draws[DecisionParameters.PerError];
        realisation = draws[DecisionParameters.Realisation];
        frontier = draws[DecisionParameters.Frontier];
        apiDecline = draws[DecisionParameters.ApiDecline];
        gpuDecline = draws[DecisionParameters.GpuDecline];
        tokenGrowth = draws[DecisionParameters.TokenGrowth];
        discountRate = draws[DecisionParameters.DiscountRate];
    }

    public void Run(int draw, DrawScratch scratch, CashOutcomes outcomes)
    {
        double rho = holdsQuality ? 0 : frontier[draw];
        double rate = discountRate[draw];
        var clock = new MonthClock(
            rate,
            v0[draw],
            growth[draw],
            (1 - apiDecline[draw]) * (1 + tokenGrowth[draw]),
            1 - gpuDecline[draw]
        );
        var stake = new Stake(perCorrect[draw], perError[draw], realisation[draw]);
        scratch.Clear();
        Start(draw, rho, rate, scratch);
        for (int month = 1; month <= horizon; month++)
        {
            clock.Advance();
            double beyond = month == horizon && terminalGrowth is { } g ? MonthClock.Perpetuity(rate, g) : 0;
            Serve(scratch.Options, month, rho, floor[draw], clock);
            Add(scratch, month, clock.Discount * (1 + beyond), clock.Volume, stake);
        }

        Finish(scratch, stake, outcomes, draw);
    }

    /// <summary>Reads the options and pays what is paid at once.</summary>
    private void Start(int draw, double rho, double rate, DrawScratch scratch)
    {
        for (int o = 0; o < options.Length; o++)
        {
            ref var option = ref scratch.Options[o];
            options[o].Read(draw, rho, penalty[draw], perSecond[draw], ref option);
            double paid = option.OneOff;
            double buildMonths = option.Lead - option.Delay;
            if (options[o].SpreadsOneOff && buildMonths > 0)
            {
                paid *= MonthClock.SpreadFactor(rate, buildMonths);
            }

            scratch.Cost[o] = option.Delay == 0 ? paid : paid * Math.Pow(1 + rate, -option.Delay / 12);
        }

        for (int o = 0; o < options.Length; o++)
        {
            scratch.Ahead[o] = scratch.Cost[incumbent] - scratch.Cost[o];
            scratch.Payback[o] = scratch.Ahead[o] >= 0 ? 0 : horizon + 1;
        }
    }

    /// <summary>Every option's own quality and cost in this month, as if it served.</summary>
    private void Serve(CashFlowOption[] state, int month, double rho, double lowest, in MonthClock clock)
    {
        for (int o = 0; o < state.Length; o++)
        {
            ref var option = ref state[o];
            var inputs = options[o];
            option.Progress *= option.ProgressPerMonth;
            option.Extra = 0;
            option.Serves = inputs.IsIncumbent || (option.Works && month > option.Lead);
            double sinceTraining = Math.Max(0, month - option.Lead);
            double progress = inputs.Continuous ? option.Progress : option.Trained;
            if (inputs.RetrainEvery > 0 && sinceTraining >= inputs.RetrainEvery)
            {
                int trainings = (int)(sinceTraining / inputs.RetrainEvery);
                if (trainings > option.Trainings)
                {
                    option.Trainings = trainings;
                    double at = option.Lead + (trainings * inputs.RetrainEvery);
                    option.Trained = Math.Pow(1 - rho, option.Tracks * at / 12);
                    option.Extra = option.RetrainCost;
                }

                sinceTraining -= trainings * inputs.RetrainEvery;
                progress = inputs.Continuous ? option.Progress : option.Trained;
            }

            double error = option.Error > lowest ? lowest + ((option.Error - lowest) * progress) : option.Error;
            double drift = inputs.Continuous ? 0 : option.Drift * sinceTraining / 12;
            option.Quality = Math.Clamp(1 - (error + drift), 0, 1);
            option.RunningCost = RunningCost(option, clock);
        }
    }

    /// <summary>Books the month: each option through whichever option serves in its place.</summary>
    private void Add(DrawScratch scratch, int month, double weight, double answers, in Stake stake)
    {
        var state = scratch.Options;
        double today = state[incumbent].Quality;
        double todayCost = state[incumbent].RunningCost;
        scratch.Volume += weight * answers;
        for (int o = 0; o < state.Length; o++)
        {
            ref readonly var server = ref state[ServedBy(o, state)];
            double quality = Math.Clamp(today + (stake.Realisation * (server.Quality - today)), 0, 1);
            scratch.Effect[o] += weight * answers * quality;
            scratch.Cost[o] += weight * server.RunningCost;
            double before = scratch.Ahead[o];
            double gain = answers * (stake.Gain + stake.Loss) * (quality - today);
            double after = before + (weight * (gain - (server.RunningCost - todayCost)));
            scratch.Ahead[o] = after;
            if (after < 0)
            {
                scratch.Payback[o] = horizon + 1;
            }
            else if (before < 0)
            {
                scratch.Payback[o] = month;
            }
        }
    }

    private int ServedBy(int option, CashFlowOption[] state)
    {
        for (int hop = 0; hop < state.Length && !state[option].Serves; hop++)
        {
            option = options[option].Fallback;
        }

        return option;
    }

    private static void Finish(DrawScratch scratch, in Stake stake, CashOutcomes outcomes, int draw)
    {
        outcomes.Volume[draw] = scratch.Volume;
        for (int o = 0; o < scratch.Options.Length; o++)
        {
            double effect = scratch.Effect[o];
            outcomes.Effect[o][draw] = effect;
            outcomes.Cost[o][draw] = scratch.Cost[o];
            outcomes.NetBenefit[o][draw] =
                (stake.Gain * effect) - (stake.Loss * (scratch.Volume - effect)) - scratch.Cost[o];
            outcomes.PaybackMonth[o][draw] = scratch.Payback[o];
        }
    }

    private static double RunningCost(in CashFlowOption option, in MonthClock clock)
    {
        double cost = option.FixedCost + option.Incidents + (option.Waiting * clock.Volume) + option.Extra;
        cost += option.ApiPrice * clock.Volume * clock.ApiFactor;
        if (option.GpuPrice > 0)
        {
            double replicas = Math.Max(option.GpuMinimum, Math.Ceiling((option.GpuNeed * clock.Volume) - 1e-9));
            cost += replicas * option.GpuPrice * clock.GpuFactor;
        }

        return cost;
    }

    private readonly record struct Stake(double Gain, double Loss, double Realisation);
}
