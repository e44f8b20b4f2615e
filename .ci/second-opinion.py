"""A second opinion on PDF files: pikepdf's checker of PDF/A and, where it is there, pdfua.

Our own tests check every rule that can be checked by a program (tests/it/support/pdf/); this is
somebody else's reading of the same standards. Both have limits that are known and left out here:
pikepdf checks level B only and knows no extension schemas, so it takes our claims of level A and of
PDF/UA for faults.
"""

import subprocess
import sys
from pathlib import Path

import pikepdf
from pikepdf import pdfa

LIMITS = (":6.6.2.3.1-1", ":6.6.4-3")


def faults(file):
    with pikepdf.open(file) as pdf:
        flavour = "3b" if "/AF" in pdf.Root else "2b"
    report = pdfa.validate_written(file, flavour)
    found = (finding for finding in report.findings if not finding.rule.endswith(LIMITS))
    return [f"{finding.rule} {finding.where}: {finding.message}" for finding in found]


def main(files):
    wrong = 0
    pdfua = Path(sys.executable).with_name("pdfua")
    for file in files:
        for fault in faults(file):
            wrong += 1
            print(f"{file}: {fault}")
        if pdfua.exists():
            # 0 nothing found, 1 remarks, 2 warnings, 3 errors, 4 unreadable.
            told = subprocess.run([pdfua, "check", file], capture_output=True, text=True)
            if told.returncode in (3, 4):
                wrong += 1
                print(told.stdout)
    print(f"second opinion: {len(files)} files, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
