//! Files as Excel, LibreOffice and programs write them.

use super::*;

const DANISH: &str = "Serienummer;Aktivmærke;SKOLE;Model;Modtaget\r\n\
    A1;DK-1;Store Magleby Skole;HP ProBook;01-11-2017\r\n\
    \"A;2\";;\"Dragør Skole\";HP ProBook;2017-11-02\r\n;;;;\r\n\r\n";

fn refused(text: &[u8]) -> Vec<(&'static str, String)> {
    match read(text) {
        Err(Error::Refused(faults)) => faults
            .iter()
            .map(|fault| (fault.code().name, fault.pointer().to_owned()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_reads_alike_in_every_encoding() {
    let expected = read(DANISH.as_bytes()).expect("rows");
    assert_eq!(expected.len(), 2);
    assert_eq!(expected[1].serial_number, "A;2");
    assert_eq!(expected[1].school, "Dragør Skole");
    let marked = [b"\xef\xbb\xbf", DANISH.as_bytes()].concat();
    assert_eq!(read(&marked).expect("rows"), expected);
    let western = WINDOWS_1252.encode(DANISH).0;
    assert_ne!(western.as_ref(), DANISH.as_bytes());
    assert_eq!(read(&western).expect("rows"), expected);
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(DANISH.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read(&wide).expect("rows"), expected);
}

#[test]
fn commas_tabs_and_a_told_separator_are_understood() {
    for text in [
        "serial_number,school,model,received_on\nA1,1,2,2017-11-01\n",
        "received_on\tmodel\tschool\tserial_number\n2017-11-01\t2\t1\tA1\n",
        "sep=;\r\nserial_number;school;model;received_on\r\nA1;1;2;2017-11-01",
    ] {
        let rows = read(text.as_bytes()).expect(text);
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0].serial_number, "A1");
        assert_eq!(rows[0].received_on, "2017-11-01");
    }
}

#[test]
fn rows_carry_their_line_in_the_file() {
    let text = "\r\nserial_number;school;model;received_on\r\nA1;1;2;x\r\n\r\n\"A\r\n2\";1;2;x\r\nA3;1;2;x\r\n";
    let lines: Vec<usize> = read(text.as_bytes())
        .expect("rows")
        .iter()
        .map(|row| row.line)
        .collect();
    assert_eq!(lines, [3, 5, 7]);
}

#[test]
fn every_wrong_column_is_told() {
    assert_eq!(
        refused(b"serienummer;serial_number;farve;skole\nA;B;C;D\n"),
        [
            ("csv_column_twice", "/rows/1/serial_number".to_owned()),
            ("csv_column_unknown", "/rows/1/farve".to_owned()),
            ("csv_column_missing", "/rows/1/model".to_owned()),
            ("csv_column_missing", "/rows/1/received_on".to_owned()),
        ]
    );
}

#[test]
fn files_without_rows_and_files_that_are_no_text_are_refused() {
    assert_eq!(refused(b"")[0].0, "csv_empty");
    assert_eq!(
        refused(b"serienummer;skole;model;modtaget\r\n;;;\r\n")[0].0,
        "csv_empty"
    );
    // What begins like a workbook is taken for one.
    assert_eq!(refused(b"PK\x03\x04\x00\x00")[0].0, "xlsx_unreadable");
    assert_eq!(refused(b"\x89PNG\x00\xff")[0].0, "csv_encoding");
    assert_eq!(refused(b"\xef\xbb\xbfa\xff")[0].0, "csv_encoding");
    let mut long = "serienummer;skole;model;modtaget\n".to_owned();
    long.push_str(&"A;1;1;1\n".repeat(MAX_DEVICES + 1));
    assert_eq!(refused(long.as_bytes())[0].0, "csv_too_many_rows");
}

#[test]
fn values_beyond_the_header_are_noticed() {
    let rows = read(b"serienummer;skole;model;modtaget;\nA;1;1;1;\nB;1;1;1;x\nC;1;1;1;;y\n");
    let long: Vec<bool> = rows.expect("rows").iter().map(|row| row.too_long).collect();
    assert_eq!(long, [false, true, true]);
}

#[test]
fn dates_are_read_in_danish_and_in_iso() {
    let expected = NaiveDate::from_ymd_opt(2017, 11, 1);
    for text in ["2017-11-01", "01-11-2017", "1.11.2017", "1/11/2017"] {
        assert_eq!(read_date(text), expected, "{text}");
    }
    for text in [
        "",
        "1-11-17",
        "2017-13-01",
        "31-02-2017",
        "01-11-2017 ",
        "nov",
        "1-2-3-4",
        "٠١-11-2017",
    ] {
        assert_eq!(read_date(text), None, "{text}");
    }
}
