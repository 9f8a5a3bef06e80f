namespace EvalHarness.Llama;

/// <summary>Logits as logarithms of probabilities.</summary>
internal static class Probabilities
{
    /// <summary>What is taken off a logit to make it the natural logarithm of a probability: the log of the sum of exponentials.</summary>
    /// <param name="logits">One value per token of the vocabulary.</param>
    public static double LogTotal(ReadOnlySpan<float> logits)
    {
        double largest = System.Numerics.Tensors.TensorPrimitives.Max(logits);
        double total = 0;
        foreach (float logit in logits)
        {
            total += Math.Exp(logit - largest);
        }

        return largest + Math.Log(total);
    }

    /// <summary>The token of the largest logit; the first of several.</summary>
    /// <param name="logits">One value per token of the vocabulary.</param>
    public static int Best(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }

    /// <summary>The tokens of the largest logits, the largest first; of equal ones the first.</summary>
    /// <param name="logits">One value per token of the vocabulary.</param>
    /// <param name="count">How many.</param>
    public static int[] Largest(ReadOnlySpan<float> logits, int count)
    {
        if (count >= logits.Length)
        {
            float[] all = logits.ToArray();
            return [.. Enumerable.Range(0, all.Length).OrderByDescending(token => all[token])];
        }

        var least = new PriorityQueue<int, (float Logit, int Later)>(count + 1);
        for (int i = 0; i < logits.Length; i++)
        {
            if (least.Count < count)
            {
                least.Enqueue(i, (logits[i], -i));
            }
            else if (count > 0 && least.TryPeek(out _, out var smallest) && logits[i] > smallest.Logit)
            {
                least.EnqueueDequeue(i, (logits[i], -i));
            }
        }

        int[] tokens = new int[least.Count];
        for (int i = tokens.Length - 1; i >= 0; i--)
        {
            tokens[i] = least.Dequeue();
        }

        return tokens;
    }
}
