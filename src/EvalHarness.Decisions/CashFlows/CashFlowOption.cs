using System.Runtime.Intrinsics;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>One option's numbers in the draws at hand, and where it stands in the current month.</summary>
internal struct CashFlowOption
{
    public Vector256<double> Error;
    public Vector256<double> OneOff;
    public Vector256<double> Lead;
    public Vector256<double> Works;
    public Vector256<double> FixedCost;
    public Vector256<double> RetrainCost;
    public Vector256<double> Tracks;
    public Vector256<double> Drift;
    public Vector256<double> Waiting;
    public Vector256<double> Incidents;
    public Vector256<double> ApiPrice;
    public Vector256<double> Up;
    public Vector256<double> OutageMonth;
    public Vector256<double> FailedAnswer;
    public Vector256<double> GpuPrice;
    public Vector256<double> GpuNeed;
    public Vector256<double> GpuMinimum;

    // State, moved on month by month.
    public Vector256<double> Progress;
    public Vector256<double> ProgressPerMonth;
    public Vector256<double> Trained;
    public Vector256<double> Trainings;

    // Share of answers that nobody gives, and quality of those given, its failover's included.
    public Vector256<double> Unanswered;
    public Vector256<double> Blended;

    public Vector256<double> Quality;
    public Vector256<double> RunningCost;
    public Vector256<double> Extra;
    public Vector256<double> Serves;
}
