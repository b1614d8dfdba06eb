//! What can be done, one word per thing.

use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($action:ident $word:literal $zh:literal $en:literal;)*) => {
        /// Something that can be done; its word is also the operation's id in the API, in spans and
        /// in metrics.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $(#[doc = $zh] $action,)*
        }

        impl Action {
            pub const ALL: &[Action] = &[$(Action::$action),*];

            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Action::$action => $word),* }
            }

            /// What it is called in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Action::$action => $zh),* }
            }

            /// What it is called in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Action::$action => $en),* }
            }
        }
    };
}

actions! {
    ListOrders "list_orders" "查看工单列表" "list orders";
    ReadOrder "read_order" "查看工单" "open an order, personal data masked";
    ReadEvidence "read_evidence" "查看现场证据" "see photos and signatures";
    UnmaskPersonalData "unmask_personal_data" "查看完整个人信息" "see personal data unmasked";
    PerformStage "perform_stage" "办理环节" "work on a stage";
    ReviewStage "review_stage" "审核归档" "review a submitted stage and archive";
    DispatchOrder "dispatch_order" "派工" "dispatch an order";
    ReassignOrder "reassign_order" "转派" "give an order to somebody else";
    SendBackOrder "send_back_order" "回退" "send an order back";
    AddSigner "add_signer" "加签" "ask another person to sign a stage";
    UrgeOrder "urge_order" "催办" "urge an order";
    SuspendOrder "suspend_order" "挂起" "suspend an order";
    ResumeOrder "resume_order" "恢复" "resume an order";
    TerminateOrder "terminate_order" "终止" "terminate an order";
    ExplainOverdue "explain_overdue" "说明超期原因" "say why a time limit was missed";
    ListOfficeItems "list_office_items" "查看待处理事项" "list refused, late and flagged work";
    ResolveOfficeItem "resolve_office_item" "处理待处理事项" "keep, merge or return such work";

    ReadProcess "read_process" "查看流程" "see a process";
    DeployProcess "deploy_process" "部署流程" "deploy a process bundle";
    ActivateProcess "activate_process" "启用流程" "make a bundle the one for new orders";
    MigrateOrders "migrate_orders" "迁移在途工单" "move running orders to another bundle";

    ListTerminals "list_terminals" "查看终端" "list terminals";
    EnrolTerminal "enrol_terminal" "登记终端" "enrol a terminal";
    LockTerminal "lock_terminal" "锁定终端" "lock a terminal";
    UnlockTerminal "unlock_terminal" "解锁终端" "unlock a terminal";
    ListCards "list_cards" "查看操作员卡" "list cards";
    IssueCard "issue_card" "发卡" "issue a card";
    UnlockCard "unlock_card" "解锁卡" "unlock a card";
    BlockCard "block_card" "停用卡" "block a card";
    ReadAudit "read_audit" "查看审计日志" "read the audit log";

    ReadOrganisation "read_organisation" "查看组织机构" "see stations, grids and staff";
    KeepAbsences "keep_absences" "登记请假与外出" "say who is away when";
    KeepDuties "keep_duties" "安排值班" "say who is on duty when";
    KeepDispatchRules "keep_dispatch_rules" "维护派工规则" "say by which rules a station's work is dispatched";
    KeepCertificates "keep_certificates" "登记证书" "keep the certificates of staff";
    CutOverAreas "cut_over_areas" "台区割接" "move an area to another grid";
    ManageOrganisation "manage_organisation" "维护组织机构" "change stations, grids and staff";
    ListAccounts "list_accounts" "查看账号" "list accounts";
    ManageAccounts "manage_accounts" "维护账号和角色" "change accounts and roles";
    ManageCalendar "manage_calendar" "维护工作日历" "change the working-day calendar";

    ReadCustomer "read_customer" "查看用户资料" "see customers, personal data masked";
    ListInquiries "list_inquiries" "查看公共查询记录" "see who inquired about which customer, and why";

    ListMeters "list_meters" "查看表计" "see the meters and how their keys stand";
    ReadMeterWork "read_meter_work" "查看仪表作业" "see what was done at a meter";
    InspectMeterWork "inspect_meter_work" "核查仪表作业" "see the frames of what was done at a meter, and where records are missing";
    ListAuthorisations "list_authorisations" "查看计量授权" "see who asks for leave to command a meter";
    DecideAuthorisation "decide_authorisation" "审批计量授权" "decide whether somebody may command a meter";
    ApproveSwitching "approve_switching" "审批停复电" "give leave to switch a supply";
    ApproveMeterChange "approve_meter_change" "审批表计设置" "give leave to set a meter's parameters or clock, or to recharge it";
    ApproveKeyUpdate "approve_key_update" "审批密钥更新" "give leave to change a meter's keys";
    AnnounceStopBan "announce_stop_ban" "公布禁停时段" "announce when nobody's supply is stopped";

    ReadOutbox "read_outbox" "查看外发消息" "see messages to neighbours";
    RetryOutbox "retry_outbox" "重发消息" "send a message to a neighbour again";

    SyncFeed "sync_feed" "下行同步" "fetch the worker's feed";
    SubmitOperation "submit_operation" "上传操作" "hand in operations";
    UploadFile "upload_file" "上传附件" "upload evidence";
    ReadBundle "read_bundle" "下载流程包" "fetch process bundles and code lists";
    FetchFile "fetch_file" "下载随单附件" "fetch the files that travel with an order";
    FetchCustomers "fetch_customers" "下载用户资料" "fetch the customers of an area";
    LogInquiry "log_inquiry" "上传查询记录" "hand in inquiries";
    RequestAuthorisation "request_authorisation" "申请计量授权" "ask for leave to command a meter";
    ReleaseAuthorisation "release_authorisation" "放行计量授权" "fetch the signed form of leave at the moment of action";
    SubmitMeterWork "submit_meter_work" "上传仪表作业" "hand in what was done at meters";
    LookBackAtMeter "look_back_at_meter" "查看在手表计的作业履历" "see what others did at a meter in one's hands";
    OpenCardSession "open_card_session" "刷卡登录" "sign a person in by card";

    ReceiveNeighbourMessage "receive_neighbour_message" "接收外部系统消息" "hand over a message";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_is_spelt_alike_in_json_and_in_the_api() {
        for action in Action::ALL {
            assert_eq!(serde_json::json!(action), action.as_str());
        }
    }

    #[test]
    fn every_action_has_a_word_of_its_own() {
        let words: BTreeSet<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
        assert_eq!(words.len(), Action::ALL.len());
        for word in words {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{word}");
        }
    }
}
