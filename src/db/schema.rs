//! The tables of both databases; only column types that both understand in the same way.
//!
//! Money is BIGINT in øre, instants are UTC without zone, rates are decimal text, enums are text with CHECK.
#![allow(missing_docs, reason = "the migrations say what each column is for")]

diesel::table! {
    municipality (id) {
        id -> BigInt,
        name -> Text,
        cvr_number -> Nullable<Text>,
        gln -> Nullable<Text>,
        municipality_code -> Nullable<Text>,
        street -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        city -> Nullable<Text>,
        version -> Integer,
        colour -> Nullable<Text>,
        logo -> Nullable<Binary>,
        logo_media_type -> Nullable<Text>,
        logo_alternative -> Nullable<Text>,
    }
}

diesel::table! {
    schools (id) {
        id -> BigInt,
        name -> Text,
        institution_number -> Nullable<Text>,
        gln -> Nullable<Text>,
        cost_centre -> Nullable<Text>,
        street -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        city -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        successor_id -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    pupil_counts (id) {
        id -> BigInt,
        school_id -> BigInt,
        school_year -> Integer,
        grade -> Integer,
        pupils -> Integer,
        source -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    staff_counts (id) {
        id -> BigInt,
        school_id -> BigInt,
        school_year -> Integer,
        kind -> Text,
        staff -> Integer,
        source -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        email -> Text,
        email_key -> Text,
        name -> Text,
        language -> Text,
        active -> Bool,
        created_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    account_roles (account_id, role) {
        account_id -> BigInt,
        role -> Text,
    }
}

diesel::table! {
    account_schools (account_id, school_id) {
        account_id -> BigInt,
        school_id -> BigInt,
    }
}

diesel::table! {
    api_tokens (id) {
        id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        prefix -> Text,
        token_hash -> Text,
        scope -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    account_passwords (account_id) {
        account_id -> BigInt,
        password_hash -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        account_id -> BigInt,
        secret_hash -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        address -> Nullable<Text>,
        user_agent -> Text,
    }
}

diesel::table! {
    one_time_links (id) {
        id -> BigInt,
        account_id -> BigInt,
        purpose -> Text,
        secret_hash -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    identity_mappings (id) {
        id -> BigInt,
        claim_value -> Text,
        role -> Text,
        school_id -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    account_identities (account_id, issuer) {
        account_id -> BigInt,
        issuer -> Text,
        subject -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_in_attempts (id) {
        id -> BigInt,
        at -> Timestamp,
        email_key -> Text,
        account_id -> Nullable<BigInt>,
        address -> Nullable<Text>,
        outcome -> Text,
    }
}

diesel::table! {
    journal_entries (id) {
        id -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<BigInt>,
        account_name -> Text,
        action -> Text,
        subject_kind -> Text,
        subject_id -> BigInt,
        school_id -> Nullable<BigInt>,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    idempotency_keys (account_id, key) {
        account_id -> BigInt,
        key -> Text,
        request_hash -> Text,
        created_at -> Timestamp,
        status -> Nullable<Integer>,
        headers -> Nullable<Text>,
        body -> Nullable<Binary>,
    }
}

diesel::table! {
    archived_documents (id) {
        id -> BigInt,
        number -> Text,
        year -> Integer,
        sequence -> Integer,
        kind -> Text,
        subject_kind -> Text,
        subject_id -> BigInt,
        title -> Text,
        file_name -> Text,
        media_type -> Text,
        sha256 -> Text,
        size -> BigInt,
        content -> Binary,
        data_version -> Integer,
        issued_at -> Timestamp,
        issued_by -> BigInt,
        issued_by_name -> Text,
        edition -> Integer,
        change_note -> Text,
    }
}

diesel::table! {
    archived_twins (document_id) {
        document_id -> BigInt,
        page -> Binary,
        plain -> Binary,
    }
}

diesel::table! {
    projects (id) {
        id -> BigInt,
        case_number -> Text,
        title -> Text,
        background -> Nullable<Text>,
        kle_code -> Nullable<Text>,
        phase -> Text,
        council_decision_on -> Nullable<Date>,
        council_decision -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    project_frames (id) {
        id -> BigInt,
        project_id -> BigInt,
        budget_year -> Integer,
        amount -> BigInt,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    project_members (id) {
        id -> BigInt,
        project_id -> BigInt,
        account_id -> Nullable<BigInt>,
        name -> Text,
        role -> Text,
        organisation -> Text,
        joined_on -> Date,
        left_on -> Nullable<Date>,
        conflict_of_interest -> Nullable<Text>,
        conflict_explanation -> Nullable<Text>,
        conflict_declared_on -> Nullable<Date>,
        version -> Integer,
    }
}

diesel::table! {
    project_milestones (id) {
        id -> BigInt,
        project_id -> BigInt,
        title -> Text,
        due_on -> Date,
        done_on -> Nullable<Date>,
        version -> Integer,
    }
}

diesel::table! {
    inspiration_visits (id) {
        id -> BigInt,
        project_id -> BigInt,
        visited_on -> Date,
        host -> Text,
        participants -> Text,
        questions -> Nullable<Text>,
        findings -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    project_decisions (id) {
        id -> BigInt,
        project_id -> BigInt,
        decided_on -> Date,
        decided_by -> Text,
        decision -> Text,
        reason -> Text,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    meetings (id) {
        id -> BigInt,
        project_id -> BigInt,
        title -> Text,
        held_on -> Date,
        hours -> Nullable<Text>,
        place -> Text,
        guests -> Nullable<Text>,
        minute_taker -> Nullable<Text>,
        next_on -> Nullable<Date>,
        next_place -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    meeting_members (meeting_id, member_id) {
        meeting_id -> BigInt,
        member_id -> BigInt,
        present -> Bool,
    }
}

diesel::table! {
    meeting_items (meeting_id, position) {
        meeting_id -> BigInt,
        position -> Integer,
        title -> Text,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    meeting_decisions (meeting_id, item, position) {
        meeting_id -> BigInt,
        item -> Integer,
        position -> Integer,
        decision -> Text,
        responsible -> Nullable<Text>,
        due_on -> Nullable<Date>,
    }
}

diesel::table! {
    recommendations (project_id) {
        project_id -> BigInt,
        title -> Text,
        meeting_on -> Nullable<Date>,
        department -> Text,
        is_open -> Bool,
        summary -> Text,
        presentation -> Text,
        legal_basis -> Nullable<Text>,
        economy -> Nullable<Text>,
        hearing -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    recommendation_lines (project_id, kind, position) {
        project_id -> BigInt,
        kind -> Text,
        position -> Integer,
        text -> Text,
    }
}

diesel::table! {
    project_phase_changes (id) {
        id -> BigInt,
        project_id -> BigInt,
        from_phase -> Text,
        to_phase -> Text,
        reason -> Nullable<Text>,
        account_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    device_categories (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        version -> Integer,
        economic_life_months -> Nullable<Integer>,
    }
}

diesel::table! {
    specifications (id) {
        id -> BigInt,
        project_id -> BigInt,
        title -> Text,
        next_number -> Integer,
        version -> Integer,
    }
}

diesel::table! {
    specification_versions (id) {
        id -> BigInt,
        specification_id -> BigInt,
        number -> Integer,
        state -> Text,
        change_note -> Nullable<Text>,
        created_at -> Timestamp,
        approved_at -> Nullable<Timestamp>,
        approved_by -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    requirement_sections (id) {
        id -> BigInt,
        specification_version_id -> BigInt,
        position -> Integer,
        title -> Text,
        introduction -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    requirements (id) {
        id -> BigInt,
        specification_version_id -> BigInt,
        section_id -> BigInt,
        number -> Integer,
        importance -> Text,
        answer_kind -> Text,
        device_category_id -> Nullable<BigInt>,
        text -> Text,
        rationale -> Nullable<Text>,
        origin_visit_id -> Nullable<BigInt>,
        origin_school_id -> Nullable<BigInt>,
        withdrawn -> Bool,
        version -> Integer,
        position -> Integer,
    }
}

diesel::table! {
    requirement_comments (id) {
        id -> BigInt,
        specification_version_id -> BigInt,
        number -> Integer,
        text -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        resolved_by -> Nullable<BigInt>,
        resolved_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    requirement_comment_replies (id) {
        id -> BigInt,
        comment_id -> BigInt,
        text -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    needs (id) {
        id -> BigInt,
        project_id -> BigInt,
        school_id -> BigInt,
        device_category_id -> BigInt,
        quantity -> Integer,
        basis -> Text,
        wanted_on -> Date,
        state -> Text,
        submitted_at -> Nullable<Timestamp>,
        submitted_by -> Nullable<BigInt>,
        confirmed_at -> Nullable<Timestamp>,
        confirmed_by -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    estimates (id) {
        id -> BigInt,
        project_id -> BigInt,
        title -> Text,
        state -> Text,
        starts_on -> Date,
        periods -> Integer,
        every_unit -> Text,
        every_count -> Integer,
        timing -> Text,
        rate -> Text,
        rate_source -> Text,
        rate_assumed -> Bool,
        residual -> BigInt,
        note -> Nullable<Text>,
        approved_at -> Nullable<Timestamp>,
        approved_by -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    estimate_prices (id) {
        id -> BigInt,
        estimate_id -> BigInt,
        device_category_id -> BigInt,
        unit_price -> BigInt,
        source -> Text,
        assumed -> Bool,
    }
}

diesel::table! {
    estimate_lines (id) {
        id -> BigInt,
        estimate_id -> BigInt,
        position -> Integer,
        kind -> Text,
        description -> Text,
        basis -> Text,
        quantity -> Integer,
        unit_price -> BigInt,
        source -> Text,
        assumed -> Bool,
    }
}

diesel::table! {
    estimate_comparisons (estimate_id) {
        estimate_id -> BigInt,
        discount_rate -> Text,
        discount_source -> Text,
        discount_assumed -> Bool,
        worth -> BigInt,
        worth_source -> Text,
        worth_assumed -> Bool,
        return_cost -> BigInt,
        return_source -> Text,
        return_assumed -> Bool,
        operating_payment -> Nullable<BigInt>,
        operating_source -> Nullable<Text>,
        operating_assumed -> Nullable<Bool>,
    }
}

diesel::table! {
    tenders (id) {
        id -> BigInt,
        project_id -> BigInt,
        specification_version_id -> BigInt,
        estimate_id -> BigInt,
        title -> Text,
        procedure -> Text,
        award_criterion -> Text,
        state -> Text,
        contact -> Text,
        question_deadline_on -> Date,
        offer_deadline_on -> Date,
        offers_bind_until -> Date,
        published_at -> Nullable<Timestamp>,
        document_id -> Nullable<BigInt>,
        cancelled_reason -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    tender_conditions (id) {
        id -> BigInt,
        tender_id -> BigInt,
        position -> Integer,
        title -> Text,
        text -> Text,
        part -> Text,
    }
}

diesel::table! {
    tender_evaluations (tender_id) {
        tender_id -> BigInt,
        model -> Text,
        tie_rule -> Text,
        scale_top -> Nullable<Integer>,
        slope -> Nullable<Text>,
        below_zero -> Nullable<Text>,
        amount_per_point -> Nullable<BigInt>,
        minimum_total -> Nullable<Text>,
        minimum_each -> Nullable<Text>,
        option_share -> Nullable<Text>,
    }
}

diesel::table! {
    tender_sub_criteria (id) {
        id -> BigInt,
        tender_id -> BigInt,
        position -> Integer,
        kind -> Text,
        name -> Text,
        weight -> Nullable<Text>,
        emphasis -> Text,
    }
}

diesel::table! {
    tender_score_levels (id) {
        id -> BigInt,
        tender_id -> BigInt,
        points -> Integer,
        meaning -> Text,
    }
}

diesel::table! {
    tender_dates (id) {
        id -> BigInt,
        tender_id -> BigInt,
        position -> Integer,
        label -> Text,
        takes_place_on -> Date,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    leases (id) {
        id -> BigInt,
        project_id -> Nullable<BigInt>,
        agreement_number -> Text,
        title -> Text,
        lessor_name -> Text,
        lessor_cvr_number -> Nullable<Text>,
        kind -> Text,
        state -> Text,
        starts_on -> Date,
        periods -> Integer,
        every_unit -> Text,
        every_count -> Integer,
        timing -> Text,
        rate -> Text,
        residual -> BigInt,
        rounding -> Text,
        note -> Nullable<Text>,
        ended_on -> Nullable<Date>,
        version -> Integer,
        day_count -> Text,
        repayment -> Text,
        interest_rounding -> Text,
        payment_days -> Text,
        interim_method -> Text,
        vat_rate -> Text,
        end_kind -> Text,
        first_due_on -> Nullable<Date>,
        interim_day_count -> Nullable<Text>,
        purchase_price -> Nullable<BigInt>,
        signed_on -> Nullable<Date>,
        account_string -> Nullable<Text>,
    }
}

diesel::table! {
    lease_lines (id) {
        id -> BigInt,
        lease_id -> BigInt,
        position -> Integer,
        kind -> Text,
        device_category_id -> Nullable<BigInt>,
        description -> Text,
        quantity -> Integer,
        unit_price -> BigInt,
        version -> Integer,
        account_string -> Nullable<Text>,
        split_key -> Text,
    }
}

diesel::table! {
    lease_instalments (lease_id, number) {
        lease_id -> BigInt,
        number -> Integer,
        due_on -> Date,
        period_from -> Date,
        period_to -> Date,
        opening -> BigInt,
        interest -> BigInt,
        principal -> BigInt,
        payment -> BigInt,
        closing -> BigInt,
        drawn -> BigInt,
        schedule_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    device_models (id) {
        id -> BigInt,
        device_category_id -> BigInt,
        manufacturer -> Text,
        name -> Text,
        os_support_ends_on -> Nullable<Date>,
        os_support_source -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    devices (id) {
        id -> BigInt,
        lease_line_id -> BigInt,
        school_id -> BigInt,
        model_id -> BigInt,
        serial_number -> Text,
        serial_key -> Text,
        asset_tag -> Nullable<Text>,
        asset_tag_key -> Nullable<Text>,
        status -> Text,
        received_on -> Date,
        version -> Integer,
        import_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    device_imports (id) {
        id -> BigInt,
        lease_line_id -> BigInt,
        file_name -> Nullable<Text>,
        devices -> Integer,
        account_id -> BigInt,
        at -> Timestamp,
        undone_by -> Nullable<BigInt>,
        undone_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    saved_device_filters (id) {
        id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        query -> Text,
        version -> Integer,
    }
}

diesel::table! {
    device_movements (id) {
        id -> BigInt,
        device_id -> BigInt,
        from_school_id -> Nullable<BigInt>,
        to_school_id -> Nullable<BigInt>,
        moved_on -> Date,
        reason -> Nullable<Text>,
        account_id -> BigInt,
        at -> Timestamp,
        lease_line_id -> BigInt,
    }
}

diesel::table! {
    lease_floating_terms (lease_id) {
        lease_id -> BigInt,
        index_name -> Text,
        margin -> Text,
        floor -> Nullable<Text>,
        cap -> Nullable<Text>,
    }
}

diesel::table! {
    lease_notice_terms (lease_id) {
        lease_id -> BigInt,
        notice_unit -> Text,
        opens_before -> Nullable<Integer>,
        closes_before -> Integer,
        form -> Nullable<Text>,
        renewal_unit -> Nullable<Text>,
        renewal_count -> Nullable<Integer>,
        renewal_payment -> Nullable<BigInt>,
    }
}

diesel::table! {
    lease_batches (id) {
        id -> BigInt,
        lease_id -> BigInt,
        number -> Integer,
        supplier_name -> Text,
        invoice_number -> Text,
        invoiced_on -> Date,
        received_on -> Nullable<Date>,
        accepted_on -> Nullable<Date>,
        paid_on -> Nullable<Date>,
        amount -> BigInt,
        note -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    lease_interim_charges (batch_id) {
        lease_id -> BigInt,
        batch_id -> BigInt,
        from_on -> Date,
        to_on -> Date,
        days -> Integer,
        due_on -> Date,
        amount -> BigInt,
    }
}

diesel::table! {
    lease_fixings (id) {
        id -> BigInt,
        lease_id -> BigInt,
        applies_from -> Date,
        index_value -> Text,
        rate -> Text,
        source -> Text,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    lease_amendments (id) {
        id -> BigInt,
        lease_id -> BigInt,
        number -> Integer,
        kind -> Text,
        agreed_on -> Date,
        effective_on -> Date,
        lease_line_id -> Nullable<BigInt>,
        quantity -> Nullable<Integer>,
        periods -> Nullable<Integer>,
        payment -> Nullable<BigInt>,
        amount -> Nullable<BigInt>,
        rate -> Nullable<Text>,
        residual -> Nullable<BigInt>,
        computed -> Nullable<BigInt>,
        drawn_on -> Nullable<Date>,
        drawn -> Nullable<BigInt>,
        reference -> Nullable<Text>,
        reason -> Text,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    lease_schedules (id) {
        id -> BigInt,
        lease_id -> BigInt,
        number -> Integer,
        cause -> Text,
        fixing_id -> Nullable<BigInt>,
        amendment_id -> Nullable<BigInt>,
        from_number -> Integer,
        made_by -> Nullable<BigInt>,
        made_at -> Timestamp,
    }
}

diesel::table! {
    lease_replaced_instalments (replaced_by, number) {
        replaced_by -> BigInt,
        number -> Integer,
        lease_id -> BigInt,
        schedule_id -> Nullable<BigInt>,
        due_on -> Date,
        period_from -> Date,
        period_to -> Date,
        opening -> BigInt,
        drawn -> BigInt,
        interest -> BigInt,
        principal -> BigInt,
        payment -> BigInt,
        closing -> BigInt,
    }
}

diesel::table! {
    lease_fees (id) {
        id -> BigInt,
        lease_id -> BigInt,
        description -> Text,
        amount -> BigInt,
        from_on -> Date,
        to_on -> Nullable<Date>,
        vat_rate -> Text,
        price_series -> Nullable<Text>,
        base_year -> Nullable<Integer>,
        account_string -> Nullable<Text>,
        split_key -> Text,
        version -> Integer,
    }
}

diesel::table! {
    lease_shares (id) {
        id -> BigInt,
        lease_line_id -> Nullable<BigInt>,
        lease_fee_id -> Nullable<BigInt>,
        school_id -> BigInt,
        weight -> Integer,
    }
}

diesel::table! {
    lease_payments (id) {
        id -> BigInt,
        lease_id -> BigInt,
        kind -> Text,
        instalment_number -> Nullable<Integer>,
        invoice_number -> Nullable<Text>,
        invoiced_on -> Nullable<Date>,
        paid_on -> Nullable<Date>,
        amount -> BigInt,
        vat -> BigInt,
        corrects_id -> Nullable<BigInt>,
        note -> Nullable<Text>,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    lease_notices (id) {
        id -> BigInt,
        lease_id -> BigInt,
        given_on -> Date,
        choice -> Text,
        note -> Nullable<Text>,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    approval_rules (id) {
        id -> BigInt,
        body -> Text,
        name -> Text,
        max_total -> Nullable<BigInt>,
        max_months -> Nullable<Integer>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        source -> Text,
        version -> Integer,
    }
}

diesel::table! {
    lease_decisions (id) {
        id -> BigInt,
        lease_id -> BigInt,
        body -> Text,
        outcome -> Text,
        decided_on -> Date,
        reference -> Text,
        reason -> Text,
        approved_total -> Nullable<BigInt>,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    price_rates (id) {
        id -> BigInt,
        series -> Text,
        year -> Integer,
        rate -> Text,
        published_on -> Date,
        source -> Text,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    calendar_links (id) {
        id -> BigInt,
        account_id -> BigInt,
        secret_hash -> Text,
        created_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    cost_versions (id) {
        id -> BigInt,
        title -> Text,
        view -> Text,
        sharing -> Text,
        approved_on -> Date,
        note -> Nullable<Text>,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    cost_version_cells (id) {
        id -> BigInt,
        cost_version_id -> BigInt,
        lease_id -> BigInt,
        school_id -> Nullable<BigInt>,
        account_string -> Nullable<Text>,
        kind -> Text,
        year -> Integer,
        amount -> BigInt,
    }
}

diesel::joinable!(pupil_counts -> schools (school_id));
diesel::joinable!(staff_counts -> schools (school_id));
diesel::joinable!(account_roles -> accounts (account_id));
diesel::joinable!(account_schools -> accounts (account_id));
diesel::joinable!(account_schools -> schools (school_id));
diesel::joinable!(account_passwords -> accounts (account_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(one_time_links -> accounts (account_id));
diesel::joinable!(sign_in_attempts -> accounts (account_id));
diesel::joinable!(identity_mappings -> schools (school_id));
diesel::joinable!(account_identities -> accounts (account_id));
diesel::joinable!(api_tokens -> accounts (account_id));
diesel::joinable!(journal_entries -> accounts (account_id));
diesel::joinable!(journal_entries -> schools (school_id));
diesel::joinable!(idempotency_keys -> accounts (account_id));
diesel::joinable!(archived_documents -> accounts (issued_by));
diesel::joinable!(archived_twins -> archived_documents (document_id));
diesel::joinable!(project_frames -> projects (project_id));
diesel::joinable!(project_members -> projects (project_id));
diesel::joinable!(project_members -> accounts (account_id));
diesel::joinable!(project_milestones -> projects (project_id));
diesel::joinable!(inspiration_visits -> projects (project_id));
diesel::joinable!(project_decisions -> projects (project_id));
diesel::joinable!(project_decisions -> accounts (recorded_by));
diesel::joinable!(project_phase_changes -> projects (project_id));
diesel::joinable!(meetings -> projects (project_id));
diesel::joinable!(meeting_members -> meetings (meeting_id));
diesel::joinable!(meeting_members -> project_members (member_id));
diesel::joinable!(recommendations -> projects (project_id));
diesel::joinable!(project_phase_changes -> accounts (account_id));
diesel::joinable!(specifications -> projects (project_id));
diesel::joinable!(specification_versions -> specifications (specification_id));
diesel::joinable!(specification_versions -> accounts (approved_by));
diesel::joinable!(requirement_sections -> specification_versions (specification_version_id));
diesel::joinable!(requirements -> specification_versions (specification_version_id));
diesel::joinable!(requirements -> requirement_sections (section_id));
diesel::joinable!(requirements -> device_categories (device_category_id));
diesel::joinable!(requirements -> inspiration_visits (origin_visit_id));
diesel::joinable!(requirements -> schools (origin_school_id));
diesel::joinable!(requirement_comments -> specification_versions (specification_version_id));
diesel::joinable!(requirement_comment_replies -> requirement_comments (comment_id));
diesel::joinable!(needs -> projects (project_id));
diesel::joinable!(needs -> schools (school_id));
diesel::joinable!(needs -> device_categories (device_category_id));
diesel::joinable!(estimates -> projects (project_id));
diesel::joinable!(estimates -> accounts (approved_by));
diesel::joinable!(estimate_prices -> estimates (estimate_id));
diesel::joinable!(estimate_prices -> device_categories (device_category_id));
diesel::joinable!(estimate_lines -> estimates (estimate_id));
diesel::joinable!(tenders -> projects (project_id));
diesel::joinable!(tenders -> specification_versions (specification_version_id));
diesel::joinable!(tenders -> estimates (estimate_id));
diesel::joinable!(estimate_comparisons -> estimates (estimate_id));
diesel::joinable!(tenders -> archived_documents (document_id));
diesel::joinable!(tender_conditions -> tenders (tender_id));
diesel::joinable!(tender_dates -> tenders (tender_id));
diesel::joinable!(tender_evaluations -> tenders (tender_id));
diesel::joinable!(leases -> projects (project_id));
diesel::joinable!(lease_lines -> leases (lease_id));
diesel::joinable!(lease_lines -> device_categories (device_category_id));
diesel::joinable!(lease_instalments -> leases (lease_id));
diesel::joinable!(device_models -> device_categories (device_category_id));
diesel::joinable!(devices -> lease_lines (lease_line_id));
diesel::joinable!(devices -> schools (school_id));
diesel::joinable!(devices -> device_models (model_id));
diesel::joinable!(device_imports -> lease_lines (lease_line_id));
diesel::joinable!(device_imports -> accounts (account_id));
diesel::joinable!(saved_device_filters -> accounts (account_id));
diesel::joinable!(device_movements -> devices (device_id));
diesel::joinable!(device_movements -> accounts (account_id));
diesel::joinable!(lease_floating_terms -> leases (lease_id));
diesel::joinable!(lease_notice_terms -> leases (lease_id));
diesel::joinable!(lease_batches -> leases (lease_id));
diesel::joinable!(lease_interim_charges -> leases (lease_id));
diesel::joinable!(lease_interim_charges -> lease_batches (batch_id));
diesel::joinable!(lease_fixings -> leases (lease_id));
diesel::joinable!(lease_fixings -> accounts (recorded_by));
diesel::joinable!(lease_amendments -> leases (lease_id));
diesel::joinable!(lease_amendments -> lease_lines (lease_line_id));
diesel::joinable!(lease_amendments -> accounts (recorded_by));
diesel::joinable!(lease_schedules -> leases (lease_id));
diesel::joinable!(lease_schedules -> lease_fixings (fixing_id));
diesel::joinable!(lease_schedules -> lease_amendments (amendment_id));
diesel::joinable!(lease_schedules -> accounts (made_by));
diesel::joinable!(lease_replaced_instalments -> leases (lease_id));
diesel::joinable!(lease_fees -> leases (lease_id));
diesel::joinable!(lease_shares -> lease_lines (lease_line_id));
diesel::joinable!(lease_shares -> lease_fees (lease_fee_id));
diesel::joinable!(lease_shares -> schools (school_id));
diesel::joinable!(lease_payments -> leases (lease_id));
diesel::joinable!(lease_payments -> accounts (recorded_by));
diesel::joinable!(lease_notices -> leases (lease_id));
diesel::joinable!(lease_notices -> accounts (recorded_by));
diesel::joinable!(lease_decisions -> leases (lease_id));
diesel::joinable!(lease_decisions -> accounts (recorded_by));
diesel::joinable!(price_rates -> accounts (recorded_by));
diesel::joinable!(calendar_links -> accounts (account_id));
diesel::joinable!(cost_versions -> accounts (recorded_by));
diesel::joinable!(cost_version_cells -> cost_versions (cost_version_id));
diesel::joinable!(cost_version_cells -> leases (lease_id));
diesel::joinable!(cost_version_cells -> schools (school_id));

diesel::allow_columns_to_appear_in_same_group_by_clause!(lease_lines::lease_id, devices::school_id);

diesel::allow_tables_to_appear_in_same_query!(
    municipality,
    schools,
    pupil_counts,
    staff_counts,
    accounts,
    account_roles,
    account_schools,
    api_tokens,
    account_passwords,
    sessions,
    one_time_links,
    sign_in_attempts,
    identity_mappings,
    account_identities,
    journal_entries,
    idempotency_keys,
    archived_documents,
    archived_twins,
    projects,
    project_frames,
    project_members,
    project_milestones,
    inspiration_visits,
    project_decisions,
    project_phase_changes,
    meetings,
    meeting_members,
    meeting_items,
    meeting_decisions,
    recommendations,
    recommendation_lines,
    device_categories,
    specifications,
    specification_versions,
    requirement_sections,
    requirements,
    requirement_comments,
    requirement_comment_replies,
    needs,
    estimates,
    estimate_prices,
    estimate_lines,
    estimate_comparisons,
    tenders,
    tender_conditions,
    tender_dates,
    tender_evaluations,
    tender_sub_criteria,
    tender_score_levels,
    leases,
    lease_lines,
    lease_instalments,
    device_models,
    devices,
    device_imports,
    saved_device_filters,
    device_movements,
    lease_floating_terms,
    lease_notice_terms,
    lease_batches,
    lease_interim_charges,
    lease_fixings,
    lease_amendments,
    lease_schedules,
    lease_replaced_instalments,
    lease_fees,
    lease_shares,
    lease_payments,
    lease_notices,
    approval_rules,
    lease_decisions,
    price_rates,
    calendar_links,
    cost_versions,
    cost_version_cells,
);
