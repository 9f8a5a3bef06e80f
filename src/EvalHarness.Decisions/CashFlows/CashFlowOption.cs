namespace EvalHarness.Decisions.CashFlows;

/// <summary>One option's numbers in one draw, and where it stands in the current month.</summary>
internal struct CashFlowOption
{
    public double Error;
    public double OneOff;
    public double Lead;
    public double Delay;
    public bool Works;
    public double FixedCost;
    public double RetrainCost;
    public double Tracks;
    public double Drift;
    public double Waiting;
    public double Incidents;
    public double ApiPrice;
    public double GpuPrice;
    public double GpuNeed;
    public double GpuMinimum;

    // State, moved on month by month.
    public double Progress;
    public double ProgressPerMonth;
    public double Trained;
    public int Trainings;

    public double Quality;
    public double RunningCost;
    public double Extra;
    public bool Serves;
}
