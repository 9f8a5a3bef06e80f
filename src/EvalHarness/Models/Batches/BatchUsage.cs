using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Batches;

/// <summary>Marks tokens as charged at the price of a batch, which not every vendor says beside each answer.</summary>
internal static class BatchUsage
{
    /// <summary>The answer, its tokens marked.</summary>
    public static ChatResponse Mark(ChatResponse answer)
    {
        Mark(answer.Usage);
        return answer;
    }

    /// <summary>The failure, the tokens that were counted all the same marked.</summary>
    public static ModelException Mark(ModelException failed)
    {
        Mark(failed.Usage);
        return failed;
    }

    private static void Mark(UsageDetails? usage)
    {
        if (usage is not null)
        {
            TokenCounts.Add(usage, TokenCounts.Batch, 1);
        }
    }
}
