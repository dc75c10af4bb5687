namespace EdgeAgent.Evidence.Chain;

/// <summary>What is wrong with a chain of evidence at one place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">Number of the first record that it is about; 0 where the place has none.</param>
/// <param name="Last">Number of the last one.</param>
/// <param name="Place">File and line, for people.</param>
public sealed record ChainFault(ChainFaultKind Kind, long First, long Last, string Place);

public enum ChainFaultKind
{
    /// <summary>A line that is no record.</summary>
    Unreadable,

    /// <summary>It is not as the box signed it: changed, or made by somebody else.</summary>
    NotSigned,

    /// <summary>Records that should be there are not.</summary>
    Missing,

    /// <summary>A record stands at another place than it was written at.</summary>
    Misplaced,

    /// <summary>The same record stands there more than once.</summary>
    Repeated,

    /// <summary>It does not follow the record before it: one of the two was put there by somebody who has the box's key.</summary>
    DoesNotFollow,

    /// <summary>It is another one than central systems were told of.</summary>
    NotAsTold,

    /// <summary>A picture or clip of which it holds the hash is not there.</summary>
    FileMissing,

    /// <summary>A picture or clip is another one than the record says.</summary>
    FileChanged,
}
