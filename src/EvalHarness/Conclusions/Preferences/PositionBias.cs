namespace EvalHarness.Conclusions.Preferences;

/// <summary>What a place is worth to a judge: L. Zheng and others, "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena" (2023), arXiv:2306.05685.</summary>
/// <param name="BothOrders">Verdicts on two texts that were given in both orders, by model and repeat.</param>
/// <param name="Turned">Of these, how many name another winner in the other order: the same place twice.</param>
/// <param name="Wavering">Of these, how many are a tie in one order only.</param>
/// <param name="FirstWins">The share that the first answer gets over all verdicts, ties as halves; 0.5 without a bias.</param>
public sealed record PositionBias(int BothOrders, int Turned, int Wavering, ClusteredRate FirstWins);

/// <summary>How many pairs of answers are compared, each pair of models, sample and repeat for itself.</summary>
/// <param name="Compared">Pairs with a score.</param>
/// <param name="Equal">Of these, how many are of equal texts, which tie unasked.</param>
/// <param name="Unjudged">Pairs of two answers that have no whole verdict: in each order that is asked, from one model at one repeat.</param>
/// <param name="Absent">Pairs where at least one model gave no answer to judge.</param>
public sealed record PairCounts(int Compared, int Equal, int Unjudged, int Absent);
