using System;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Who is whose child, over one process table: three arrays that are filled again instead of made again.</summary>
internal sealed class ProcessForest
{
    private int[] _parent = [];
    private int[] _firstChild = [];
    private int[] _nextSibling = [];
    private bool[] _endsDescent = [];

    public ProcessTable Table { get; private set; } = new();

    public void Build(ProcessTable table)
    {
        Table = table;
        var rows = table.Rows;
        if (_parent.Length < rows.Length)
        {
            int size = Math.Max(1024, rows.Length * 3 / 2);
            _parent = new int[size];
            _firstChild = new int[size];
            _nextSibling = new int[size];
            _endsDescent = new bool[size];
        }
        for (int i = 0; i < rows.Length; i++)
            _firstChild[i] = -1;
        for (int i = 0; i < rows.Length; i++)
        {
            int parent = table.IndexOf(rows[i].Parent);
            _parent[i] = parent == i ? -1 : parent;
            _nextSibling[i] = -1;
            _endsDescent[i] = Finding.EndsDescent(rows[i]);
            if (_parent[i] >= 0)
            {
                _nextSibling[i] = _firstChild[parent];
                _firstChild[parent] = i;
            }
        }
    }

    public int ParentOf(int index) => _parent[index];

    /// <summary>Asked at every step up, so found out once a row.</summary>
    public bool EndsDescent(int index) => _endsDescent[index];

    public int FirstChildOf(int index) => _firstChild[index];

    public int NextSiblingOf(int index) => _nextSibling[index];
}
